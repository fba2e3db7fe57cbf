import type { CloudSettings } from './cloud.ts'

/** What a cloud has beside its name, its address and how to sign in, where nobody decides otherwise. */
export const plainCloudSettings: Omit<CloudSettings, 'name' | 'authUrl' | 'auth'> = {
  regionName: null,
  interface: 'public',
  verifyTls: true,
  caFile: null,
  clientCertFile: null,
  clientKeyFile: null,
  imageEndpoint: null,
  colour: 'teal',
  isProtected: false,
}
