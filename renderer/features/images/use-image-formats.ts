import { useQuery } from '@tanstack/react-query'

import type { ImageFormats } from '../../../shared/model/image.ts'
import { useApi } from '../../lib/api-context.tsx'

/** The formats that the cloud takes; until it has said so, or if it does not, those that Glance has by default. */
export function useImageFormats(cloudId: string): ImageFormats {
  const { query } = useApi()
  const formats = useQuery(query.images.formats.queryOptions({ input: { cloudId }, staleTime: Infinity }))
  return formats.data ?? usual
}

const usual: ImageFormats = {
  disk: ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop'],
  container: ['ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'],
}
