/** What can be measured in one go, because it shares files, processes or rounds. */
export type Measure =
  | 'upload'
  | 'download'
  | 'clients'
  | 'huge'
  | 'crowd'
  | 'browser'
  | 'engine'
  | 'workbench'
  | 'list'
  | 'queue'

/** `value` of a row is compared with `target` in this way; memory stays below, times may reach it. */
export interface RowPlan {
  readonly measure: Measure
  readonly unit: 'ratio' | 'MB' | 's' | 'ms' | 'fps' | '%'
  readonly bound: '≤' | '<' | '≥'
  readonly target: number
}

/** Every row of the table, in the order in which it is printed. */
export const plan = {
  'upload/curl': { measure: 'upload', unit: 'ratio', bound: '≤', target: 1.05 },
  'download-verified/curl+sha512sum': { measure: 'download', unit: 'ratio', bound: '≤', target: 0.75 },
  'download-verified/glance': { measure: 'clients', unit: 'ratio', bound: '≤', target: 0.6 },
  'download-verified/openstack': { measure: 'clients', unit: 'ratio', bound: '≤', target: 0.3 },
  'upload-rss-growth': { measure: 'upload', unit: 'MB', bound: '<', target: 64 },
  'download-rss-growth': { measure: 'download', unit: 'MB', bound: '<', target: 64 },
  'upload-50GB-rss-growth': { measure: 'huge', unit: 'MB', bound: '<', target: 64 },
  'download-50GB-rss-growth': { measure: 'huge', unit: 'MB', bound: '<', target: 64 },
  'eight-at-once-rss-growth': { measure: 'crowd', unit: 'MB', bound: '<', target: 64 },
  'browser-drop/direct': { measure: 'browser', unit: 'ratio', bound: '≥', target: 0.5 },
  'small-request-overhead': { measure: 'workbench', unit: 'ms', bound: '≤', target: 30 },
  'answer-100MB-first-screen': { measure: 'workbench', unit: 's', bound: '≤', target: 2 },
  'answer-100MB-search': { measure: 'workbench', unit: 's', bound: '≤', target: 1 },
  'answer-100MB-heap': { measure: 'workbench', unit: 'MB', bound: '<', target: 300 },
  'answer-1GB-first-screen': { measure: 'workbench', unit: 's', bound: '≤', target: 1 },
  'answer-1GB-rss-growth': { measure: 'workbench', unit: 'MB', bound: '<', target: 64 },
  'open-10000-requests': { measure: 'workbench', unit: 's', bound: '≤', target: 1.5 },
  'engine/node-http': { measure: 'engine', unit: 'ratio', bound: '≤', target: 1.3 },
  'list-10000/curl-paging': { measure: 'list', unit: 'ratio', bound: '≤', target: 1.1 },
  'list-10000/openstack': { measure: 'list', unit: 'ratio', bound: '≤', target: 0.4 },
  'list-first-rows': { measure: 'list', unit: 'ms', bound: '≤', target: 1000 },
  'scroll-fps': { measure: 'list', unit: 'fps', bound: '≥', target: 50 },
  'filter-10000': { measure: 'list', unit: 'ms', bound: '≤', target: 50 },
  'open-10000-transfers': { measure: 'queue', unit: 'ms', bound: '<', target: 200 },
  'idle-10000-cpu': { measure: 'queue', unit: '%', bound: '<', target: 1 },
} as const satisfies Record<string, RowPlan>

export type RowName = keyof typeof plan
export const rowNames = Object.keys(plan) as RowName[]

export function isMet({ bound, target }: RowPlan, value: number): boolean {
  if (bound === '≥') return value >= target
  return bound === '<' ? value < target : value <= target
}
