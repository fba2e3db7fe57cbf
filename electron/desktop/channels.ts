/** The names under which preload.ts and the main process talk. The page cannot reach them by itself. */
export const channels = {
  connect: 'arclight:connect',
  registerFile: 'arclight:register-file',
  chooseFiles: 'arclight:choose-files',
  chooseSaveTarget: 'arclight:choose-save-target',
  revealFile: 'arclight:reveal-file',
  showCommands: 'arclight:show-commands',
  runCommand: 'arclight:run-command',
  opened: 'arclight:opened',
  takeOpened: 'arclight:take-opened',
} as const
