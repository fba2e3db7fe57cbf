import { skipToken, useQuery } from '@tanstack/react-query'

import type { Cloud, SignedInSession } from '../../shared/model/cloud.ts'
import type { DamagedFile } from '../../shared/model/damaged-file.ts'
import type { Transfer } from '../../shared/model/transfer.ts'
import { useSettings } from './settings.ts'

/** Where app/live-data.tsx puts what the host tells by itself. */
export const liveKeys = {
  clouds: ['live', 'clouds'],
  transfers: ['live', 'transfers'],
  damaged: ['live', 'damaged'],
} as const

/** Every cloud with its session, kept up to date by the host; undefined until the first word from it. */
export function useClouds(): readonly Cloud[] | undefined {
  return useQuery<readonly Cloud[]>({ queryKey: liveKeys.clouds, queryFn: skipToken, staleTime: Infinity })
    .data
}

/** Every transfer, newest first; undefined until the first word from the host. */
export function useTransfers(): readonly Transfer[] | undefined {
  return useQuery<readonly Transfer[]>({
    queryKey: liveKeys.transfers,
    queryFn: skipToken,
    staleTime: Infinity,
  }).data
}

/** Files of the app's own that were found damaged since it started. */
export function useDamagedFiles(): readonly DamagedFile[] {
  const { data } = useQuery<readonly DamagedFile[]>({
    queryKey: liveKeys.damaged,
    queryFn: skipToken,
    staleTime: Infinity,
  })
  return data ?? noFiles
}

const noFiles: readonly DamagedFile[] = []

/** The cloud that the top bar shows: the chosen one, or the first there is. */
export function useActiveCloud(): Cloud | undefined {
  const clouds = useClouds()
  const { settings } = useSettings()
  return clouds?.find((cloud) => cloud.id === settings?.activeCloudId) ?? clouds?.[0]
}

export type SignedInCloud = Cloud & { session: SignedInSession }

export function isSignedIn(cloud: Cloud | undefined): cloud is SignedInCloud {
  return cloud?.session.state === 'signed-in'
}
