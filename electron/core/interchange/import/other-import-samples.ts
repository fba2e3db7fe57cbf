/** For tests: the samples of everything but ARC and Postman's collections. */
export const otherSamples = {
  insomnia4: JSON.stringify({
    _type: 'export',
    __export_format: 4,
    resources: [
      { _id: 'wrk_1', _type: 'workspace', parentId: null, name: 'Glance' },
      { _id: 'fld_1', _type: 'request_group', parentId: 'wrk_1', name: 'v2', environment: { a: { b: 'c' } } },
      {
        _id: 'req_1',
        _type: 'request',
        parentId: 'fld_1',
        name: 'List',
        method: 'GET',
        url: '{{ _.base }}/v2/images',
        parameters: [
          { name: 'limit', value: '2' },
          { name: 'x', value: '1', disabled: true },
        ],
        headers: [{ name: 'X-Auth-Token', value: "{% response 'header', 'req_2' %}" }],
        authentication: { type: 'apikey', key: 'X-Key', value: 'k-9', addTo: 'header' },
        body: { mimeType: 'application/json', text: '{"n": 12345678901234567890}' },
      },
      { _id: 'ws_1', _type: 'websocket_request', parentId: 'wrk_1', name: 'Socket' },
      {
        _id: 'env_1',
        _type: 'environment',
        parentId: 'wrk_1',
        name: 'Base',
        data: { base: 'https://c', deep: { port: 9292 } },
      },
      {
        _id: 'jar_1',
        _type: 'cookie_jar',
        parentId: 'wrk_1',
        name: 'Jar',
        cookies: [{ key: 'a', value: 'b', domain: 'c' }],
      },
    ],
  }),
  insomnia5: `type: collection.insomnia.rest/5.0
name: Glance
collection:
  - name: v2
    meta: { id: fld_1 }
    children:
      - name: Show
        url: "{{ _.base }}/v2/images/:id"
        method: GET
        meta: { id: req_1, description: one }
        pathParameters: [{ name: id, value: abc }]
        scripts: { afterResponse: "insomnia.test()" }
        settings: { followRedirects: off }
environments:
  name: Base
  data: { base: https://c }
  subEnvironments: [{ name: Lab, data: { base: https://lab } }]
cookieJar: { cookies: [] }
`,
  bru: `meta {
  name: Issue token
  type: http
  seq: 1
}

post {
  url: {{process.env.BASE}}/v3/:version/tokens
  body: json
  auth: basic
}

params:path {
  version: auth
}

headers {
  Accept: application/json
  ~X-Off: 1
}

auth:basic {
  username: admin
  password: s3cret
}

body:json {
  {
    "auth": {
    }
  }
}

vars:post-response {
  token: res.headers.x-subject-token
  odd: res.body.a + 1
}

assert {
  res.status: eq 201
  res.body.token.user.name: isDefined
}

script:pre-request {
  bru.setVar("a", 1);
}
`,
  opencollection: `opencollection: 1.0.0
info: { name: Glance }
request:
  headers: [{ name: Accept, value: application/json }]
items:
  - info: { name: v2, type: folder }
    items:
      - info: { name: Create, type: http, seq: 1 }
        http:
          method: post
          url: "{{base}}/v2/images"
          body: { type: json, data: "{}" }
          auth: { type: bearer, token: "{{token}}" }
        runtime:
          scripts: [{ type: tests, code: x }]
          assertions: [{ expression: res.status, operator: eq, value: "201" }]
      - info: { name: Stream, type: grpc }
config:
  environments: [{ name: lab, variables: [{ name: base, value: https://lab }, { name: key, secret: true }] }]
`,
  har: JSON.stringify({
    log: {
      version: '1.2',
      entries: [
        {
          request: {
            method: 'POST',
            url: 'https://c/v2/images?x=1',
            httpVersion: 'HTTP/2',
            headers: [
              { name: ':authority', value: 'c' },
              { name: 'Cookie', value: 'sid=1' },
              { name: 'Accept', value: '*/*' },
            ],
            postData: { mimeType: 'application/json', text: '{"name":"x"}' },
          },
          response: { status: 201 },
        },
        { request: {} },
      ],
    },
  }),
  openapi: `openapi: 3.1.0
info: { title: Image API }
servers: [{ url: "https://{region}.c:9292", variables: { region: { default: north } } }]
security: [{ token: [] }]
paths:
  /v2/images/{image_id}:
    parameters: [{ $ref: "#/components/parameters/id" }]
    patch:
      summary: Change
      tags: [images]
      parameters:
        - { name: limit, in: query, schema: { type: integer, example: 5 } }
        - { $ref: "other.yaml#/x" }
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/image" } } } }
components:
  parameters: { id: { name: image_id, in: path, required: true } }
  schemas:
    image: { type: object, properties: { name: { type: string, example: cirros }, self: { $ref: "#/components/schemas/image" }, min: { type: integer } } }
  securitySchemes: { token: { type: apiKey, in: header, name: X-Auth-Token } }
`,
  swagger: JSON.stringify({
    swagger: '2.0',
    info: { title: 'Old' },
    host: 'c:9292',
    basePath: '/v1/',
    schemes: ['http'],
    paths: {
      '/x': { post: { parameters: [{ in: 'body', schema: { type: 'array', items: { type: 'boolean' } } }] } },
    },
  }),
  environment: JSON.stringify({
    name: 'Lab',
    values: [
      { key: 'base', value: 'https://c' },
      { key: 'adminpass', value: 'pw', type: 'secret' },
      { key: 'off', value: '1', enabled: false },
    ],
    _postman_variable_scope: 'environment',
  }),
  dump: JSON.stringify({
    version: 1,
    collections: [
      {
        id: 'c',
        name: 'Old',
        requests: [
          {
            name: 'A',
            url: 'https://c/a',
            method: 'POST',
            headers: 'A: b\nC: d',
            dataMode: 'raw',
            rawModeData: 'x',
          },
        ],
      },
    ],
    environments: [{ name: 'E', values: [{ key: 'k', value: 'v' }] }],
    globals: [{ key: 'g', value: '1' }],
  }),
}
