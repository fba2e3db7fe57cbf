import { expect, test } from 'vitest'

import type { ImageQuota } from '../../../../shared/model/image-service.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import { forecastUpload } from './forecast-upload.ts'

const mebibyte = 2 ** 20

test('counts the time by the last upload that says something of the rate', () => {
  const transfers = [
    transfer({ sizeBytes: 100, endedAtMs: 5 }),
    transfer({ sizeBytes: 10 * mebibyte, endedAtMs: null, state: 'moving' }),
    transfer({ direction: 'download', sizeBytes: 900 * mebibyte }),
    transfer({ sizeBytes: 20 * mebibyte, endedAtMs: 2000 }),
    transfer({ sizeBytes: 20 * mebibyte, endedAtMs: 9000 }),
  ]

  expect(forecastUpload([30 * mebibyte, 10 * mebibyte], [], transfers)).toEqual({
    sizeBytes: 40 * mebibyte,
    bytesPerSecond: 10 * mebibyte,
    tookMs: 4000,
    leftBytes: null,
    leftImages: null,
  })
})

test('tells what the quota leaves only where that is too little', () => {
  const quotas = [quota('image_size_total', 95, 100, 'MiB'), quota('image_count_total', 9, 10, 'count')]

  expect(forecastUpload([5 * mebibyte], quotas, [])).toMatchObject({ leftBytes: null, leftImages: null })
  expect(forecastUpload([5 * mebibyte, 1], quotas, [])).toMatchObject({
    leftBytes: 5 * mebibyte,
    leftImages: 1,
    tookMs: null,
  })
})

test('a limit of -1 is none, and one that is used up leaves nothing', () => {
  const none = quota('image_size_total', 95, -1, 'MiB')
  const over = quota('image_size_total', 120, 100, 'MiB')

  expect(forecastUpload([mebibyte], [none], []).leftBytes).toBeNull()
  expect(forecastUpload([mebibyte], [over], []).leftBytes).toBe(0)
})

function quota(name: string, usage: number, limit: number, unit: ImageQuota['unit']): ImageQuota {
  return { name, usage, limit, unit }
}

function transfer(parts: Partial<Transfer>): Transfer {
  return { direction: 'upload', state: 'verified', startedAtMs: 0, endedAtMs: 1000, ...parts } as Transfer
}
