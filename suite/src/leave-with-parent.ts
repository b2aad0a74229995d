/**
 * Loaded before a part's own code (`node --import`). Where the process that started the part is gone, even
 * by SIGKILL, the part stops too instead of keeping its port.
 */
process.channel?.unref()
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
