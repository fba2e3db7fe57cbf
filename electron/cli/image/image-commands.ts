import { type Command, Option } from 'commander'

import type { CommandContext } from '../command-context.ts'
import { addNewImageOptions, gather } from './new-image-options.ts'

/** `arclight image …` */
export function addImageCommands(program: Command, context: CommandContext): void {
  const image = program.command('image').description('list, create, move and change images')
  const add = (usage: string, description: string) =>
    image
      .command(usage)
      .description(description)
      .option('--cloud <name>', 'name in clouds.yaml (else OS_CLOUD)')
      .option('--json', 'machine-readable output', false)

  add('list', 'all images that this project sees').action(async (options) =>
    (await import('./list-images.ts')).listImages(context, options),
  )
  add('show <image>', 'one image, by id or by a name that only it has').action(async (wanted, options) =>
    (await import('./show-image.ts')).showImage(context, wanted, options),
  )
  addNewImageOptions(add('create <name>', 'a record without data, to be filled later')).action(
    async (name, options) => (await import('./create-image.ts')).createImage(context, name, options),
  )
  addNewImageOptions(add('upload <file...>', 'create an image for each file, send it, and compare hashes'))
    .option('--name <name>', 'name of the image; the name of the file otherwise')
    .option('--into <image>', 'an image that waits for data, instead of a new one')
    .option('--store <store>', 'where to; the choice of the cloud otherwise')
    .option('--unpack', 'send what is packed in the file (gz, xz or zst)', false)
    .option('--unpack-limit <gib>', 'give up when more than this comes out of it', '100')
    .addHelpText('after', uploadExamples)
    .action(async (files, options) =>
      (await import('./upload-files.ts')).uploadFiles(context, files, options),
    )
  add('download <image>', 'save the data of an image, and compare hashes')
    .option('-o, --output <file>', 'where to; the name of the image, in this folder, otherwise')
    .option('--force', 'replace the file if there is one', false)
    .addHelpText('after', downloadExamples)
    .action(async (wanted, options) =>
      (await import('./download-image.ts')).downloadImage(context, wanted, options),
    )
  add('copy <image>', 'copy an image into another cloud or project, and compare hashes at both ends')
    .requiredOption('--to-cloud <name>', 'name in clouds.yaml')
    .option('--name <name>', 'name of the copy; that of the image otherwise')
    .addOption(new Option('--visibility <who>', 'who sees the copy').choices(visibilities))
    .addHelpText('after', copyExamples)
    .action(async (wanted, options) => (await import('./copy-image.ts')).copyImage(context, wanted, options))
  addImportOptions(add('import <image>', 'let the cloud take the data in by itself')).action(
    async (wanted, options) => (await import('./import-image.ts')).importImage(context, wanted, options),
  )
  addSetOptions(add('set <image>', 'change what an image says of itself')).action(async (wanted, options) =>
    (await import('./set-image.ts')).setImage(context, wanted, options),
  )
  for (const change of ['deactivate', 'reactivate'] as const) {
    add(`${change} <image...>`, `${change} images`).action(async (wanted, options) =>
      (await import('./change-images.ts')).changeImages(context, change, wanted, options),
    )
  }
  add('delete <image...>', 'delete images; asks on a terminal')
    .option('-y, --yes', 'do not ask', false)
    .action(async (wanted, options) =>
      (await import('./change-images.ts')).deleteImages(context, wanted, options),
    )
}

function addImportOptions(command: Command): Command {
  const methods = ['web-download', 'glance-direct', 'copy-image', 'glance-download']
  return command
    .addOption(new Option('--method <method>', 'how').choices(methods).makeOptionMandatory())
    .option('--uri <url>', 'what web-download fetches')
    .option('--file <file>', 'what is staged first for glance-direct')
    .option('--region <name>', 'where glance-download fetches from')
    .option('--source-id <id>', 'the image that glance-download fetches')
    .option('--store <store>', 'where to; may be given several times', gather, [])
    .addOption(new Option('--all-stores', 'into every store').conflicts('store').default(false))
    .option('--wait', 'until the cloud is done; a failure ends with 1', false)
}

function addSetOptions(command: Command): Command {
  return command
    .option('--name <name>', 'another name')
    .addOption(new Option('--visibility <who>', 'who sees it').choices(visibilities))
    .addOption(new Option('--protected', 'cannot be deleted').conflicts('unprotected'))
    .option('--unprotected', 'can be deleted')
    .addOption(new Option('--hidden', 'not in the usual list').conflicts('shown'))
    .option('--shown', 'in the usual list')
    .option('--property <key=value>', 'may be given several times', gather, [])
    .option('--unset <key>', 'a property that is to go; may be given several times', gather, [])
}

const visibilities = ['private', 'shared', 'community', 'public']

const uploadExamples = `
Examples:
  arclight image upload noble.qcow2 --cloud lab --property os_distro=ubuntu
  arclight image upload *.raw --cloud lab --json
  arclight image upload cirros.img --name cirros          (its own bytes say that it is qcow2)
  arclight image upload noble.qcow2.xz --unpack
  arclight image upload noble.qcow2 --store archive`

const copyExamples = `
Examples:
  arclight image copy noble --cloud lab --to-cloud production
  arclight image copy noble --cloud lab --to-cloud lab-other-project --name noble-tested`

const downloadExamples = `
Examples:
  arclight image download noble -o noble.qcow2 --cloud lab
  arclight image download 6c9a3a1e-… --cloud lab      (again after Ctrl+C: it goes on)`
