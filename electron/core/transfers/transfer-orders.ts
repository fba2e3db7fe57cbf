import type { Visibility } from '../../../shared/model/copied-image.ts'
import type { NewImage } from '../../../shared/model/image.ts'
import type { Unpacking } from '../../../shared/model/pack-format.ts'

export interface UploadOrder {
  readonly cloudId: string
  readonly file: string
  readonly into: { kind: 'new'; image: NewImage } | { kind: 'existing'; imageId: string }
  /** Send what is packed in the file instead of the file. */
  readonly unpack?: Unpacking | undefined
  /** None: the cloud chooses. */
  readonly store?: string | undefined
}

export interface DownloadOrder {
  readonly cloudId: string
  readonly imageId: string
  readonly file: string | null
  /** Goes on with the half file that an earlier process left under this name. For a shell that runs one at a time. */
  readonly goesOn?: boolean
}

export interface CopyOrder {
  readonly cloudId: string
  readonly imageId: string
  readonly toCloudId: string
  /** None: as the image is called. */
  readonly name?: string | undefined
  readonly visibility?: Visibility | undefined
}
