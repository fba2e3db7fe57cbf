/** For tests: a little of each format that is written as YAML. To parse it takes ten times as long as JSON. */
export const shortYamlSamples: Readonly<
  Record<'insomnia5' | 'opencollection' | 'openapi', readonly string[]>
> = {
  insomnia5: [
    `type: collection.insomnia.rest/5.0
collection:
  - { name: Show, url: "{{ _.base }}/:id", method: GET, pathParameters: [{ name: id, value: a }] }
`,
    `type: collection.insomnia.rest/5.0
collection: [{ name: v2, children: [{ url: /x, body: { mimeType: text/plain, text: "{}" } }] }]
`,
    `type: collection.insomnia.rest/5.0
environments:
  data: { base: https://c }
  subEnvironments: [{ name: Lab, data: { token: t } }]
`,
    `type: collection.insomnia.rest/5.0
collection:
  - url: x
    headers: [{ name: A, value: b, disabled: true }]
    authentication: { type: basic, username: u, password: p }
`,
  ],
  opencollection: [
    `opencollection: 1.0.0
items:
  - info: { name: Create, type: http, seq: 1 }
    http: { method: post, url: "{{base}}/x", body: { type: json, data: "{}" } }
`,
    `opencollection: 1.0.0
request: { headers: [{ name: Accept, value: "*/*" }], auth: { type: bearer, token: "{{t}}" } }
items: [{ info: { type: grpc } }]
`,
    `opencollection: 1.0.0
config: { environments: [{ name: lab, variables: [{ name: key, secret: true }] }] }
`,
    `opencollection: 1.0.0
items:
  - http: { url: x }
    runtime: { assertions: [{ expression: res.status, operator: eq, value: "201" }] }
`,
  ],
  openapi: [
    `openapi: 3.1.0
servers: [{ url: "https://{r}.c", variables: { r: { default: n } } }]
paths: { /x: { get: { tags: [i] } } }
`,
    `openapi: 3.0.3
paths: { "/{id}": { parameters: [{ $ref: "#/components/parameters/id" }], put: {} } }
components: { parameters: { id: { name: id, in: path } } }
`,
    `openapi: 3.1.0
paths: { /x: { post: { requestBody: { content: { a/json: { schema: { properties: { a: &s { type: object }, b: *s } } } } } } } }
`,
    `openapi: 3.1.0
security: [{ t: [] }]
components: { securitySchemes: { t: { type: apiKey, in: header, name: X-Auth-Token } } }
paths: { /x: { get: {} } }
`,
  ],
}
