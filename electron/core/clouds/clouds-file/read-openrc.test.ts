import { expect, test } from 'vitest'
import { readCloudsFile } from './read-clouds-file.ts'
import { isOpenrc, readOpenrc } from './read-openrc.ts'

const context = { cwd: null, home: '/home/me', wantedRegion: null, coloursInUse: [] }
const ofDashboard = `#!/usr/bin/env bash
# To use an OpenStack cloud you need to authenticate.
export OS_AUTH_URL=https://cloud.example.org:5000/v3/
export OS_PROJECT_ID=917809145ee54f478daa24298595d667
export OS_PROJECT_NAME="demo"
export OS_USER_DOMAIN_NAME="Default"
if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
unset OS_TENANT_ID
export OS_USERNAME="demo"
echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
read -sr OS_PASSWORD_INPUT
export OS_PASSWORD=$OS_PASSWORD_INPUT
export OS_REGION_NAME="RegionOne"
if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
export OS_INTERFACE=public
export OS_IDENTITY_API_VERSION=3
`

test('reads what a dashboard gives, named after its project, and will ask for the password', () => {
  const { clouds, problems } = read(ofDashboard)

  expect(problems).toEqual([])
  expect(clouds).toMatchObject([
    {
      settings: {
        name: 'demo',
        authUrl: 'https://cloud.example.org:5000/v3/',
        auth: {
          method: 'password',
          user: { name: 'demo', domain: { name: 'Default' } },
          scope: { kind: 'project', project: { id: '917809145ee54f478daa24298595d667' } },
        },
        regionName: 'RegionOne',
        interface: 'public',
      },
      secret: null,
    },
  ])
})

test('reads an application credential', () => {
  const { clouds } = read(`export OS_AUTH_TYPE=v3applicationcredential
export OS_AUTH_URL=https://cloud.example.org
export OS_APPLICATION_CREDENTIAL_ID=a1
export OS_APPLICATION_CREDENTIAL_SECRET='s3cret'`)

  expect(clouds).toMatchObject([
    { settings: { auth: { method: 'application-credential', credential: { id: 'a1' } } }, secret: 's3cret' },
  ])
})

test.each([
  ['export OS_A=plain # and a comment', 'plain'],
  ['OS_A=plain; echo done', 'plain'],
  ['OS_A=\'$HOME `id` "x"\'', '$HOME `id` "x"'],
  ['OS_A="a \\"b\\" \\$c \\\\ d"', 'a "b" $c \\ d'],
  ["OS_A=it\\'s", "it's"],
  ['OS_A="it\'s"', "it's"],
  ['OS_A=one"two "\'three\'', 'onetwo three'],
  ['OS_B=x; export OS_A="$OS_B-${OS_B}"', 'x-x'],
  ['OS_A=${OS_NONE:-fallback}', 'fallback'],
  ['declare -x OS_A="1"', '1'],
  ['setenv OS_A 1', '1'],
  ['export OS_A=', ''],
  ['  export OS_A=#no', '#no'],
])('%j', (line, value) => {
  const { setting, problems } = readOpenrc(line)

  expect((setting.value as ReadonlyMap<string, { value: unknown }>).get('a')?.value).toBe(value)
  expect(problems).toEqual([])
})

test.each([
  'OS_A=$(cat /etc/passwd)',
  'OS_A="$(cat /etc/passwd)"',
  'OS_A=`id`',
  'OS_A=$SOMETHING_ELSE',
  'OS_A="no end',
  "OS_A='no end",
])('leaves out %j, which only a shell can work out, and says so', (line) => {
  const { setting, problems } = readOpenrc(`# first\n${line}\n`)

  expect(setting.value).toEqual(new Map())
  expect(problems).toMatchObject([
    { file: 'openrc', key: 'OS_A', line: 2, reason: 'needs-shell', isBlocking: false },
  ])
})

test('forgets what the script unsets, and names the line of what is wrong', () => {
  const text = 'export OS_AUTH_URL=nowhere\nexport OS_USER_ID=u\nexport OS_PASSWORD=p\nunset OS_PASSWORD'
  const { problems } = read(text)

  expect((readOpenrc(text).setting.value as ReadonlyMap<string, unknown>).has('password')).toBe(false)
  expect(problems).toMatchObject([{ file: 'openrc', key: 'auth_url', line: 1, reason: 'not-a-url' }])
})

test.each([
  ['export OS_USERNAME=x', true],
  ['  OS_USERNAME=x', true],
  ['clouds:\n  a:\n    # export OS_X=1\n    auth: {}', false],
  ['clouds:\n  OS_A: {}', false],
  ['{"clouds": {}}', false],
])('tells whether %j is an openrc', (text, expected) => {
  expect(isOpenrc(text)).toBe(expected)
})

function read(text: string) {
  return readCloudsFile({ text, secureText: null, publicText: null }, context)
}
