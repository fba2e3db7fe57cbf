import { expect, test } from 'vitest'

import { imageUnderTest } from '../../../shared/model/image-under-test.ts'
import { facetValues, isAskedOfCloud, noFacets, queryOf, usualLook } from './image-look.ts'

test('asks the cloud for its usual list until something else is wanted', () => {
  expect(queryOf(usualLook)).toEqual({})
  expect(queryOf({ ...usualLook, choice: { ...noFacets, status: 'active' } })).toEqual({})
})

test('asks the cloud for the lists that it keeps apart', () => {
  expect(queryOf({ ...usualLook, scope: 'all' })).toEqual({ visibility: 'all' })
  expect(queryOf({ ...usualLook, scope: 'hidden' })).toEqual({ isHidden: true })
  expect(queryOf({ ...usualLook, scope: 'pending' })).toEqual({
    visibility: 'shared',
    memberStatus: 'pending',
  })
})

test('lets the cloud filter what it can', () => {
  const choice = {
    status: 'active',
    visibility: 'public',
    format: 'raw',
    owner: 'p1',
    tag: 'lts',
    protected: 'no',
  }

  expect(queryOf({ ...usualLook, asksCloud: true, choice })).toEqual({
    statuses: ['active'],
    visibility: 'public',
    diskFormats: ['raw'],
    owner: 'p1',
    tags: ['lts'],
    isProtected: false,
  })
})

test('a list of one visibility is not asked for another: that is left to the page', () => {
  const look = {
    ...usualLook,
    asksCloud: true,
    scope: 'community',
    choice: { ...noFacets, visibility: 'public' },
  } as const

  expect(queryOf(look)).toEqual({ visibility: 'community' })
  expect(isAskedOfCloud(look, 'visibility')).toBe(false)
})

test('an image without a value has none for the facet', () => {
  const image = imageUnderTest({ diskFormat: null, owner: null, tags: [], isProtected: true })

  expect(facetValues(image, 'format')).toEqual([])
  expect(facetValues(image, 'owner')).toEqual([])
  expect(facetValues(image, 'protected')).toEqual(['yes'])
})
