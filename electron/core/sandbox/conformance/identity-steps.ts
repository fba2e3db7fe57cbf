import { identity, type Step } from './step.ts'

const byId = (user: string) => ({ id: `{${user}.id}`, password: `{${user}.password}` })
const byName = (user: string) => ({
  name: user,
  domain: { name: 'Default' },
  password: `{${user}.password}`,
})
const project = (name: string) => ({ project: { name, domain: { name: 'Default' } } })

function signIn(name: string, user: unknown, scope?: unknown, keepsToken?: string): Step {
  const auth = {
    identity: { methods: ['password'], password: { user } },
    ...(scope === undefined ? {} : { scope }),
  }
  return identity(name, 'POST', '/v3/auth/tokens', {
    json: { auth },
    ...(keepsToken === undefined ? {} : { keepsToken }),
  })
}

function rescope(name: string, token: string, scope?: unknown): Step {
  const auth = {
    identity: { methods: ['token'], token: { id: token } },
    ...(scope === undefined ? {} : { scope }),
  }
  return identity(name, 'POST', '/v3/auth/tokens', { json: { auth } })
}

/** Discovery and signing in. What these keep is used by all that follow. */
export const identitySteps: readonly Step[] = [
  identity('versions of the identity service', 'GET', '/'),
  identity('version 3', 'GET', '/v3'),
  identity('an unknown path of the identity service', 'GET', '/v3/nothing'),
  identity('a wrong method of the identity service', 'PUT', '/v3/auth/tokens', { json: {} }),

  signIn('password by id, without a scope', byId('demo'), undefined, 'unscoped'),
  signIn('password by name, on a project', byName('demo'), project('demo'), 'demo'),
  signIn('password by id, on a project by id', byId('demo'), { project: { id: '{demo.project}' } }),
  signIn('password, as administrator', byName('admin'), project('admin'), 'admin'),
  signIn('password, of another project', byName('other'), project('other'), 'other'),
  signIn('password, to be revoked', byName('demo'), project('demo'), 'revoked'),
  signIn('explicitly without a scope', byName('demo'), 'unscoped'),
  signIn('on the system, as administrator', byName('admin'), { system: { all: true } }),
  signIn('on the system, as a member', byName('demo'), { system: { all: true } }),
  signIn('on a domain without a role there', byName('demo'), { domain: { id: 'default' } }),
  identity('without the catalog', 'POST', '/v3/auth/tokens?nocatalog', {
    json: {
      auth: { identity: { methods: ['password'], password: { user: byId('demo') } }, scope: project('demo') },
    },
  }),
  identity('without a media type', 'POST', '/v3/auth/tokens', {
    text: '{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{demo.id}","password":"{demo.password}"}}}}}',
  }),
  rescope('from a token to a project', '{token:unscoped}', project('demo')),
  rescope('from a token to a project of others', '{token:unscoped}', project('other')),
  rescope('from a token that nobody issued', 'gAAAAAbogus'),

  signIn('a wrong password', { ...byName('demo'), password: 'nope' }, project('demo')),
  signIn('an unknown user', { ...byName('demo'), name: 'nobody' }),
  signIn('an unknown project', byName('demo'), project('no-such-project')),
  signIn('a name without its domain', { name: 'demo', password: '{demo.password}' }),
  signIn('two scopes at once', byId('demo'), { ...project('demo'), domain: { id: 'default' } }),
  identity('no identity in the body', 'POST', '/v3/auth/tokens', { json: { auth: {} } }),
  identity('a body that is not JSON', 'POST', '/v3/auth/tokens', { text: '{nope' }),
  identity('a body in chunks', 'POST', '/v3/auth/tokens', { json: { auth: {} }, isChunked: true }),

  identity('validate a token', 'GET', '/v3/auth/tokens', about('demo', '{token:demo}')),
  identity('validate a token, without the catalog', 'GET', '/v3/auth/tokens?nocatalog', {
    ...about('demo', '{token:demo}'),
  }),
  identity('check a token', 'HEAD', '/v3/auth/tokens', about('demo', '{token:demo}')),
  identity('validate what is no token', 'GET', '/v3/auth/tokens', about('demo', 'gAAAAAbogus')),
  identity('validate with what is no token', 'GET', '/v3/auth/tokens', about('bogus', '{token:demo}')),
  identity("validate another user's token", 'GET', '/v3/auth/tokens', about('other', '{token:demo}')),
  identity('the catalog', 'GET', '/v3/auth/catalog', { as: 'demo' }),
  identity('the catalog, without a scope', 'GET', '/v3/auth/catalog', { as: 'unscoped' }),
  identity('the projects', 'GET', '/v3/auth/projects', { as: 'demo' }),
  identity('the projects, without a scope', 'GET', '/v3/auth/projects', { as: 'unscoped' }),
  identity('the projects, without a token', 'GET', '/v3/auth/projects'),
  identity('revoke a token', 'DELETE', '/v3/auth/tokens', about('demo', '{token:revoked}')),
  identity('validate a revoked token', 'GET', '/v3/auth/tokens', about('demo', '{token:revoked}')),
]

function about(as: string, token: string) {
  return { as, headers: { 'X-Subject-Token': token } }
}
