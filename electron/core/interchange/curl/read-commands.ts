import { cmdCommands } from './cmd-words.ts'
import { posixCommands } from './posix-words.ts'
import { powershellCommands } from './powershell-words.ts'
import type { ShellCommand } from './shell-command.ts'

/** Splits a pasted text into commands, by the shell that it was written for. Throws CURL_INVALID. */
export function readCommands(source: string): ShellCommand[] {
  const logged = loggedCommands(source)
  if (logged.length > 0) return logged.flatMap((line) => posixCommands(line))
  switch (shellOf(source)) {
    case 'cmd':
      return cmdCommands(source)
    case 'powershell':
      return powershellCommands(source)
    case 'posix':
      return posixCommands(source)
  }
}

/** The marks that only one shell has. A line that has none of them means the same in all three. */
function shellOf(source: string): 'posix' | 'cmd' | 'powershell' {
  if (/\\\r?\n/.test(source)) return 'posix'
  if (/^\s*PS(?: [^\n>]*)?>/.test(source) || /[ \t]`[ \t]*\r?\n/.test(source) || /\$env:\w/i.test(source)) {
    return 'powershell'
  }
  if (/^\s*[A-Za-z]:\\[^\n>]*>/.test(source) || /\s\^"|\^[ \t]*\r?\n/.test(source)) return 'cmd'
  if (!/^\s*(?:&\s*)?(?:\S*[/\\])?curl\.exe\s/.test(source)) return 'posix'
  return source.includes("'") ? 'powershell' : 'cmd'
}

/**
 * The requests among the lines that `openstack --debug` prints, as keystoneauth logs them. It puts the data between
 * apostrophes without a look at what is in them, so the last one on the line is the end. Services add where in
 * their code it was.
 */
function loggedCommands(source: string): string[] {
  const lines = source.split(/\r?\n/).flatMap((line) => {
    const command = /(?:\bREQ: |\bhttp:|\(http\) )(curl -.*)$/.exec(line)?.[1]
    return command === undefined ? [] : [command]
  })
  return lines.map((line) =>
    line.replace(/ \w+ \/\S+:\d+$/, '').replace(/ -d '(.*)'([^']*)$/, (_, data: string, rest: string) => {
      return ` -d '${data.replaceAll("'", `'\\''`)}'${rest}`
    }),
  )
}
