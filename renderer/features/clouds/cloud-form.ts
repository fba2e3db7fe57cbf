import type { CloudColour, CloudSettings, EndpointInterface } from '../../../shared/model/cloud.ts'
import { cloudSettings } from '../../../shared/model/cloud.ts'
import { type AuthForm, authFormOf, authOf, emptyAuth, requiredAuthFields } from './auth-form.ts'

/** The form's own shape: every field a string, so that nothing typed is lost while a choice above it changes. */
export interface CloudForm extends AuthForm {
  name: string
  authUrl: string
  /** A password, a token, or the secret of an application credential. */
  secret: string
  /** For "Test" alone. */
  passcode: string
  regionName: string
  interface: EndpointInterface
  imageEndpoint: string
  verifyTls: boolean
  caFile: string
  clientCertFile: string
  clientKeyFile: string
  colour: CloudColour
  isProtected: boolean
}

export type FormField = keyof CloudForm

export function emptyForm(colour: CloudColour): CloudForm {
  return {
    ...emptyAuth,
    name: '',
    authUrl: '',
    secret: '',
    passcode: '',
    regionName: '',
    interface: 'public',
    imageEndpoint: '',
    verifyTls: true,
    caFile: '',
    clientCertFile: '',
    clientKeyFile: '',
    colour,
    isProtected: false,
  }
}

export function formOf(settings: CloudSettings): CloudForm {
  return {
    ...emptyForm(settings.colour),
    ...authFormOf(settings.auth),
    name: settings.name,
    authUrl: settings.authUrl,
    regionName: settings.regionName ?? '',
    interface: settings.interface,
    imageEndpoint: settings.imageEndpoint ?? '',
    verifyTls: settings.verifyTls,
    caFile: settings.caFile ?? '',
    clientCertFile: settings.clientCertFile ?? '',
    clientKeyFile: settings.clientKeyFile ?? '',
    isProtected: settings.isProtected,
  }
}

/** The settings a form stands for, or the fields that keep it from standing for any. */
export function settingsOf(
  form: CloudForm,
): { settings: CloudSettings } | { missing: ReadonlySet<FormField> } {
  const required: FormField[] = ['name', ...requiredAuthFields(form)]
  const missing = new Set(required.filter((field) => String(form[field]).trim() === ''))
  if (!isHttpUrl(form.authUrl)) missing.add('authUrl')
  if (form.imageEndpoint.trim() !== '' && !isHttpUrl(form.imageEndpoint)) missing.add('imageEndpoint')
  if (form.clientKeyFile.trim() !== '' && form.clientCertFile.trim() === '') missing.add('clientCertFile')
  if (missing.size > 0) return { missing }

  return {
    settings: cloudSettings.parse({
      name: form.name,
      authUrl: form.authUrl.trim(),
      auth: authOf(form),
      regionName: form.regionName.trim() || null,
      interface: form.interface,
      imageEndpoint: form.imageEndpoint.trim() || null,
      verifyTls: form.verifyTls,
      caFile: form.caFile.trim() || null,
      clientCertFile: form.clientCertFile.trim() || null,
      clientKeyFile: form.clientKeyFile.trim() || null,
      colour: form.colour,
      isProtected: form.isProtected,
    }),
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:/.test(text.trim())
}
