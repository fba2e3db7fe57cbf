export const diskFormats = [
  null,
  'ami',
  'ari',
  'aki',
  'vhd',
  'vhdx',
  'vmdk',
  'raw',
  'qcow2',
  'vdi',
  'iso',
  'ploop',
]
export const containerFormats = [null, 'ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed']
const visibilities = ['community', 'public', 'private', 'shared']
const statuses = [
  'queued',
  'saving',
  'active',
  'killed',
  'deleted',
  'uploading',
  'importing',
  'pending_delete',
  'deactivated',
]
const uuid = '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$'
const maybeText = ['null', 'string']
const maybeNumber = ['null', 'integer']

/** What the image schema says of one field: the part of JSON Schema draft 4 that it uses. */
export interface FieldSchema {
  readonly type: string | readonly string[]
  readonly description?: string
  readonly readOnly?: boolean
  readonly enum?: readonly (string | null)[]
  readonly pattern?: string
  readonly maxLength?: number
  readonly items?: unknown
}

/** The fields of an image. A client may fill a form from this, so the sandbox serves it and checks by it. */
export const imageFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: 'string', description: 'Identifier of the image', pattern: uuid },
  name: { type: maybeText, description: 'Name of the image for people', maxLength: 255 },
  status: { type: 'string', readOnly: true, description: 'State of the image', enum: statuses },
  visibility: { type: 'string', description: 'Who can see the image', enum: visibilities },
  protected: { type: 'boolean', description: 'True: the image cannot be deleted.' },
  os_hidden: { type: 'boolean', description: 'True: the image is not in the default list.' },
  checksum: { type: maybeText, readOnly: true, description: 'MD5 of the data', maxLength: 32 },
  os_hash_algo: {
    type: maybeText,
    readOnly: true,
    description: 'Algorithm of os_hash_value',
    maxLength: 64,
  },
  os_hash_value: {
    type: maybeText,
    readOnly: true,
    description: 'Digest of the data in hexadecimal',
    maxLength: 128,
  },
  owner: { type: maybeText, description: 'Project that owns the image', maxLength: 255 },
  size: { type: maybeNumber, readOnly: true, description: 'Size of the data in bytes' },
  virtual_size: { type: maybeNumber, readOnly: true, description: 'Size of the disk in bytes' },
  container_format: { type: maybeText, description: 'Format of the container', enum: containerFormats },
  disk_format: { type: maybeText, description: 'Format of the disk', enum: diskFormats },
  created_at: { type: 'string', readOnly: true, description: 'Moment the image was registered' },
  updated_at: { type: 'string', readOnly: true, description: 'Moment the image last changed' },
  tags: {
    type: 'array',
    description: 'Words that belong to the image',
    items: { type: 'string', maxLength: 255 },
  },
  direct_url: { type: 'string', readOnly: true, description: 'Address of the data in its store' },
  min_ram: { type: 'integer', description: 'Memory it takes to boot the image, in MB' },
  min_disk: { type: 'integer', description: 'Disk it takes to boot the image, in GB' },
  self: { type: 'string', readOnly: true, description: 'Address of the image' },
  file: { type: 'string', readOnly: true, description: 'Address of the data' },
  stores: { type: 'string', readOnly: true, description: 'Stores that hold the data, by comma' },
  schema: { type: 'string', readOnly: true, description: 'Address of the schema' },
  locations: { type: 'array', items: locationSchema(), description: 'Places of the data' },
}

/** Any other property is text. */
export const otherField: FieldSchema = { type: 'string' }

export const imageSchema = {
  name: 'image',
  properties: imageFields,
  additionalProperties: otherField,
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
}

export const imagesSchema = {
  name: 'images',
  properties: {
    images: { type: 'array', items: imageSchema },
    first: { type: 'string' },
    next: { type: 'string' },
    schema: { type: 'string' },
  },
  links: [
    { rel: 'first', href: '{first}' },
    { rel: 'next', href: '{next}' },
    { rel: 'describedby', href: '{schema}' },
  ],
}

export const memberSchema = {
  name: 'member',
  properties: {
    member_id: { type: 'string', description: 'Project the image is shared with' },
    image_id: { type: 'string', description: 'Identifier of the image', pattern: uuid },
    created_at: { type: 'string', description: 'Moment the member was added' },
    updated_at: { type: 'string', description: 'Moment the member last changed' },
    status: {
      type: 'string',
      description: 'What the member makes of it',
      enum: ['pending', 'accepted', 'rejected'],
    },
    schema: { readOnly: true, type: 'string' },
  },
}

export const membersSchema = {
  name: 'members',
  properties: { members: { type: 'array', items: memberSchema }, schema: { type: 'string' } },
  links: [{ rel: 'describedby', href: '{schema}' }],
}

function locationSchema() {
  return {
    type: 'object',
    properties: {
      url: { type: 'string', maxLength: 255 },
      metadata: { type: 'object' },
      validation_data: {
        description: 'Values the data must have',
        type: 'object',
        writeOnly: true,
        additionalProperties: false,
        properties: {
          checksum: { type: 'string', minLength: 32, maxLength: 32 },
          os_hash_algo: { type: 'string', maxLength: 64 },
          os_hash_value: { type: 'string', maxLength: 128 },
        },
        required: ['os_hash_algo', 'os_hash_value'],
      },
    },
    required: ['url', 'metadata'],
  }
}
