import type { NewDevice } from '@lanyard/example-rmm/src/devices.ts'

const minute = 60_000

/** A company's devices, last seen before an instant. */
export function devicesAt(now: number): readonly NewDevice[] {
  return [
    { name: 'FRONTDESK-01', system: 'Windows 11', state: 'online', seen_at: now - minute },
    { name: 'FRONTDESK-02', system: 'Windows 11', state: 'offline', seen_at: now - 26 * 60 * minute },
    { name: 'SRV-FILES', system: 'Windows Server 2025', state: 'online', seen_at: now - minute },
    { name: 'SRV-BACKUP', system: 'Debian 13', state: 'attention', seen_at: now - 3 * minute },
    { name: 'DESIGN-MAC', system: 'macOS 26', state: 'online', seen_at: now - 2 * minute },
  ]
}
