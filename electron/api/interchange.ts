import { api } from './base.ts'

export const interchange = {
  codeTargets: api.interchange.codeTargets.handler(({ context: { core } }) => [
    ...core.interchange.codeTargets(),
  ]),
  code: api.interchange.code.handler(({ input, context: { core, signal } }) =>
    core.interchange.code(input, signal),
  ),
  preview: api.interchange.preview.handler(({ input, context: { core, signal } }) =>
    core.interchange.preview(input, signal),
  ),
  take: api.interchange.take.handler(({ input, context: { core, signal } }) =>
    core.interchange.take(input, signal),
  ),
  importInto: api.interchange.importInto.handler(({ input, context: { core, signal } }) =>
    core.interchange.importInto(input, signal),
  ),
  export: api.interchange.export.handler(({ input, context: { core, signal } }) =>
    core.interchange.export(input, signal),
  ),
}
