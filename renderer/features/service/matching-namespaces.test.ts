import { expect, test } from 'vitest'

import type { MetadefNamespace } from '../../../shared/model/image-service.ts'
import { matchingNamespaces } from './matching-namespaces.ts'

const catalogue = [
  namespace('OS::Compute::CPUPinning', ['hw_cpu_policy', 'hw_cpu_thread_policy']),
  namespace('OS::OperatingSystem', ['os_distro', 'os_version']),
]

test('a word of the namespace leaves it whole', () => {
  expect(matchingNamespaces(catalogue, 'cpupinning')).toEqual([catalogue[0]])
})

test('a word of a property leaves that property alone', () => {
  const found = matchingNamespaces(catalogue, 'distro')

  expect(found.map(({ properties }) => properties.map(({ name }) => name))).toEqual([['os_distro']])
})

test('every word must be found, and none leaves all', () => {
  expect(matchingNamespaces(catalogue, 'distro nowhere')).toEqual([])
  expect(matchingNamespaces(catalogue, '  ')).toBe(catalogue)
})

function namespace(name: string, properties: string[]): MetadefNamespace {
  return {
    name,
    title: name,
    description: null,
    properties: properties.map((property) => ({ name: property, title: '', description: null, choices: [] })),
  } as unknown as MetadefNamespace
}
