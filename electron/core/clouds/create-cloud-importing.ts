import { AppError } from '../../../shared/errors.ts'
import type { Cloud } from '../../../shared/model/cloud.ts'
import { type CloudsFilePreview, cloudsFileNames } from '../../../shared/model/clouds-file.ts'
import type { Clouds, CloudsFileTexts } from '../core.ts'
import { addClouds } from './add-clouds.ts'
import type { CloudContext } from './cloud-context.ts'
import { exportClouds } from './export-clouds.ts'
import { findClouds } from './clouds-file/find-clouds.ts'
import { type ReadClouds, readCloudsFile } from './clouds-file/read-clouds-file.ts'

type Importing = Pick<
  Clouds,
  'previewFile' | 'importFile' | 'onMachine' | 'importFromMachine' | 'exportFiles'
>

/** Bringing in what the command line has, from files that were chosen or those of this machine; and giving it back. */
export function createCloudImporting(context: CloudContext): Importing {
  const { store, machine } = context
  const coloursInUse = () => store.all().map(({ settings }) => settings.colour)
  // A file that was pasted or dropped has no folder that a path in it could be relative to.
  const read = (texts: CloudsFileTexts) =>
    readCloudsFile(texts, { cwd: null, home: machine.home, wantedRegion: null, coloursInUse: coloursInUse() })
  const find = (signal: AbortSignal) => findClouds(machine, signal, coloursInUse())

  return {
    previewFile: (texts) => withoutSecrets(read(texts)),
    importFile: ({ names, ...texts }, signal) => importNamed(context, read(texts), names, signal),
    async onMachine(signal) {
      const found = await find(signal)
      return { ...withoutSecrets(found), files: [...found.files], defaultName: found.defaultName }
    },
    importFromMachine: async (names, signal) => importNamed(context, await find(signal), names, signal),
    exportFiles: (order, signal) => exportClouds(context, order, signal),
  }
}

function withoutSecrets({ clouds, problems }: ReadClouds): CloudsFilePreview {
  return {
    clouds: clouds.map(({ settings, secret, regionNames }) => ({
      settings,
      hasSecret: secret !== null,
      regionNames: [...regionNames],
    })),
    problems: [...problems],
  }
}

async function importNamed(
  context: CloudContext,
  { clouds }: ReadClouds,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Cloud[]> {
  const chosen = names.map((name) => {
    const found = clouds.find(({ settings }) => settings.name === name)
    if (found) return found
    throw new AppError('CLOUDS_FILE_INVALID', {
      file: cloudsFileNames.clouds,
      line: null,
      reason: 'not-in-file',
      name,
    })
  })
  return await addClouds(context, { origin: 'imported', clouds: chosen }, signal)
}
