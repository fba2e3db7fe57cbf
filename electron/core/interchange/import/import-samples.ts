import { otherSamples } from './other-import-samples.ts'

/** For tests: a small export of each format, with something in it that cannot come in. */
export const samples = {
  ...otherSamples,
  arc: JSON.stringify({
    createdAt: '2026-01-01T00:00:00.000Z',
    version: '17.0.9',
    kind: 'ARC#AllDataExport',
    requests: [
      {
        kind: 'ARC#HttpRequest',
        key: 'r-1',
        name: 'Issue token',
        description: 'v3 password',
        method: 'POST',
        url: '${keystone}/v3/auth/tokens',
        headers: 'content-type: application/json\nX-Auth-Token: gAAAAABliteral',
        payload: '{"auth":{"identity":{"password":{"user":{"name":"${user}","password":"s3cret"}}}}}',
        projects: ['p-1'],
        config: { enabled: true, timeout: 30, followRedirects: false, validateCertificates: true },
        authorization: [{ type: 'basic', enabled: true, config: { username: 'u', password: 'p' } }],
        actions: {
          request: [{ name: 'set-variable' }],
          response: [
            {
              enabled: true,
              condition: { source: 'status', operator: 'equal', predictedValue: 201 },
              actions: [
                {
                  name: 'set-variable',
                  enabled: true,
                  failOnError: true,
                  config: {
                    name: 'token',
                    source: { type: 'response', source: 'headers', path: 'x-subject-token' },
                  },
                },
                {
                  name: 'set-variable',
                  config: {
                    name: 'image',
                    source: {
                      type: 'response',
                      source: 'body',
                      path: 'images.*.id',
                      iteratorEnabled: true,
                      iterator: { path: 'name', operator: 'equal', condition: 'cirros' },
                    },
                  },
                },
                { name: 'set-cookie', config: { name: 'c' } },
              ],
            },
          ],
        },
      },
      {
        kind: 'ARC#RequestData',
        _id: 'r-2',
        name: 'Upload',
        method: 'PUT',
        url: 'https://c/file',
        blob: 'data:;base64,UUZJ',
      },
    ],
    projects: [{ kind: 'ARC#ProjectData', key: 'p-1', name: 'Keystone', requests: ['r-1', 'gone'] }],
    variables: [
      { environment: 'default', name: 'keystone', value: 'https://cloud:5000', enabled: true },
      { environment: 'lab', variable: 'password', value: 'hunter2', enabled: false },
    ],
    'host-rules': [{ from: 'https://cloud/*', to: 'https://10.0.0.5/*' }],
    cookies: [{ name: 's', value: '1', domain: '.x', path: '/', expires: 1_767_225_600_000 }],
  }),
  arcOld: JSON.stringify({
    kind: 'ARC#SavedHistoryDataExport',
    requests: [],
    history: [
      {
        method: 'GET',
        url: 'https://c/v2/images',
        headers: 'x-auth-token: ${token}',
        responseActions: [
          {
            source: 'response.body.images.0.id',
            action: 'store-variable',
            destination: 'id',
            conditions: [{ source: 'response.status', operator: 'equal', value: '200' }],
          },
        ],
      },
    ],
  }),
  postman: JSON.stringify({
    info: {
      name: 'Images',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      description: { content: 'All' },
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [{ key: 'base url', value: 'https://c' }],
    item: [
      {
        name: 'v2',
        item: [
          {
            name: 'Show',
            event: [{ listen: 'test', script: { exec: ['pm.test()'] } }],
            request: {
              method: 'GET',
              header: [
                { key: 'Accept', value: 'application/json' },
                { key: 'X-Off', value: '1', disabled: true },
              ],
              url: {
                raw: '{{base url}}/v2/images/:id?a=1',
                query: [
                  { key: 'a', value: '1' },
                  { key: 'b', value: '2', disabled: true },
                ],
                variable: [{ key: 'id', value: 'abc' }],
              },
            },
            response: [{ name: 'ok' }],
          },
          {
            name: 'Form',
            request: {
              method: 'POST',
              url: 'https://c/form?api_key=k-123',
              auth: { type: 'hawk', hawk: [] },
              body: {
                mode: 'formdata',
                formdata: [
                  { key: 'f', type: 'file', src: '/a.img' },
                  { key: 't', value: '{{$guid}}' },
                ],
              },
            },
          },
        ],
      },
    ],
  }),
}
