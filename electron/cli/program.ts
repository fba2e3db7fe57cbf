import { Command, Option } from 'commander'

import type { CommandContext } from './command-context.ts'
import { addImageCommands } from './image/image-commands.ts'
import { gather } from './image/new-image-options.ts'

export interface ProgramOptions {
  readonly version: string
  /** Runs the served shell with these flags in this process. */
  serve(flags: readonly string[]): Promise<void>
}

/** Every command of `arclight`. Each loads its own part only when it is run, so that `--help` is quick. */
export function createProgram(context: CommandContext, { version, serve }: ProgramOptions): Command {
  const program = new Command('arclight')
    .description('A REST explorer for OpenStack operators: images and requests from the command line.')
    .version(version)
    .showHelpAfterError('(arclight --help shows what there is)')
    .addHelpText('after', footer)
  addImageCommands(program, context)
  addSend(program, context)
  addRun(program, context)
  addImport(program, context)
  addKeepData(program, context, version)
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[flags...]', 'see arclight serve --help')
    .action((flags: string[]) => serve(flags))
  return program
}

function addSend(program: Command, context: CommandContext): void {
  program
    .command('send')
    .description('send one request; the body of the answer goes to stdout')
    .argument('[file]', 'a saved request: it has what its collection and folders give it')
    .option('--curl <command>', 'a cURL command')
    .option('--curl-file <path>', 'a file with a cURL command; - is stdin')
    .option('--env <name>', 'an environment of the collection that the file is in')
    .option('--cloud <name>', 'sign in to this cloud first: {{token}} and {{cloud.…}} are then known')
    .option('--var <key=value>', 'give a variable a value; may be given several times', gather, [])
    .option('-o, --output <file>', 'write the body there instead of stdout')
    .option('-i, --include', 'show status and headers, on stderr', false)
    .option('--fail', 'end with 1 when the status is 400 or above', false)
    .addOption(
      new Option('--json', 'print the record of the exchange as JSON instead of the body').default(false),
    )
    .addHelpText('after', sendExamples)
    .action(async (file, options) => (await import('./send.ts')).send(context, { ...options, file }))
}

function addRun(program: Command, context: CommandContext): void {
  program
    .command('run <dir>')
    .description('send every request of a collection in its order; 1 if an assertion fails')
    .option('--env <name>', 'an environment of the collection')
    .option('--cloud <name>', 'sign in to this cloud first')
    .option('--var <key=value>', 'give a variable a value; may be given several times', gather, [])
    .option('--bail', 'stop at the first request that fails', false)
    .addOption(
      new Option('--reporter <form>', 'what is printed').choices(['text', 'json', 'junit']).default('text'),
    )
    .addHelpText('after', runExamples)
    .action(async (dir, options) =>
      (await import('./run/run-collection.ts')).runCollection(context, dir, options),
    )
}

function addImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description(
      'make a collection of what another program exported, and tell what did not come in as it was',
    )
    .argument('<path>', 'an export of ARC, Postman, Insomnia or Bruno, a HAR archive, an OpenAPI description')
    .requiredOption('--to <dir>', 'the folder to make')
    .option('--passphrase-env <name>', 'the variable with the passphrase of an encrypted export')
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', importExamples)
    .action(async (path, options) =>
      (await import('./import-collection.ts')).importCollection(context, path, options),
    )
}

function addKeepData(program: Command, context: CommandContext, app: string): void {
  const dataDir = ['--data-dir <dir>', 'the data folder; as of arclight serve unless told'] as const
  program
    .command('backup <file>')
    .description(
      'put what the served app keeps into one new .tar.gz; passwords are left out unless asked for',
    )
    .option(...dataDir)
    .option('--with-secrets', 'take passwords along, sealed under a passphrase', false)
    .action(async (file, options) =>
      (await import('./keep-data.ts')).backUp(context, file, { ...options, app }),
    )
  program
    .command('restore <file>')
    .description('put a backup in place, and what is there now aside')
    .option(...dataDir)
    .option('--no-secrets', 'leave the passwords out that are in it')
    .action(async (file, options) => (await import('./keep-data.ts')).restore(context, file, options))
}

const footer = `
Clouds are those of clouds.yaml (./, ~/.config/openstack, /etc/openstack) and OS_*, by --cloud or OS_CLOUD.
Passwords come from secure.yaml, OS_PASSWORD or a question on the terminal; never from an option.

Exit codes:
  0 done   1 refused   2 usage   3 sign-in   4 not reachable   5 not found
  6 verification failed   7 local file   70 a fault of Arclight's   130 interrupted`

const runExamples = `
Examples:
  arclight run ./requests --env lab --cloud lab
  arclight run ./requests --bail --reporter junit > result.xml`

const sendExamples = `
Examples:
  arclight send --curl "curl -s http://controller:9292/versions"
  arclight send --cloud lab --curl-file show-image.sh --var image_id=… --fail
  arclight send requests/images/show.yml --env lab --var image_id=… -o image.json`

const importExamples = `
Secrets are taken out: give their values with --var, or type them in where the app asks for them.

Examples:
  arclight import Glance.postman_collection.json --to ./requests
  ARC_PASS=… arclight import arc-export.json --to ./requests --passphrase-env ARC_PASS`
