import type { AppError } from '../../shared/errors.ts'
import type { AppInfo, Settings } from '../../shared/model/app-info.ts'
import type {
  CatalogService,
  Cloud,
  CloudProbe,
  CloudSettings,
  EndpointInterface,
  OtherScopes,
  Project,
  ScopeTarget,
} from '../../shared/model/cloud.ts'
import type { CloudsFilePreview, CloudsOnMachine } from '../../shared/model/clouds-file.ts'
import type { CookieEdit, CookieFacts, CookieKey } from '../../shared/model/cookie.ts'
import type { BackupReport, BackupSecrets } from '../../shared/model/backup.ts'
import type { ExchangeRecord, HistoryEvent } from '../../shared/model/exchange.ts'
import type { Image, ImageFormats, NewImage } from '../../shared/model/image.ts'
import type { BulkEvent } from '../../shared/model/image-bulk.ts'
import type { ImageChange } from '../../shared/model/image-change.ts'
import type {
  ImageTask,
  ImportMethod,
  ImportProgress,
  ImportTarget,
  StageProgress,
  TaskDetail,
} from '../../shared/model/image-import.ts'
import type { BulkOperation } from '../../shared/model/image-operation.ts'
import type { ImageQuery, ListGap } from '../../shared/model/image-query.ts'
import type {
  CacheTarget,
  ImageAttribute,
  ImageCache,
  ImageCapabilities,
  ImageQuota,
  MetadefNamespace,
} from '../../shared/model/image-service.ts'
import type { ImageMember, MemberStatus } from '../../shared/model/image-sharing.ts'
import type {
  DraftOfCurl,
  RequestDraft,
  RequestPlace,
  SendEvent,
  Variable,
} from '../../shared/model/request.ts'
import type {
  RequestWorkspace,
  WorkspaceChange,
  WorkspaceSaved,
} from '../../shared/model/request-workspace.ts'
import type { AuthorizeEvent, RequestAuth } from '../../shared/model/request-auth.ts'
import type { ActionOutcome } from '../../shared/model/request-action.ts'
import type { TransferLimits } from '../../shared/model/transfer-limits.ts'
import type { TransferReceipt } from '../../shared/model/transfer-receipt.ts'
import type { LineMove, Transfer, TransferEvent, TransferPriority } from '../../shared/model/transfer.ts'
import type { DamagedFiles } from './data-dir/damaged-files.ts'
import type { Vault } from './vault/create-vault.ts'
import type { Collections } from './collections/collections.ts'
import type { CurlRequest } from './interchange/curl/to-curl.ts'
import type { Interchange } from './interchange/interchange.ts'
import type { FileRegistry } from './files/file-registry.ts'
import type { RowQuery } from './history/exchange-rows.ts'
import type { CopyOrder, DownloadOrder, UploadOrder } from './transfers/transfer-orders.ts'

/** Everything the app can do, with no idea of who is asking. `electron/api` puts the contract in front of it. */
export interface Core {
  readonly info: AppInfo
  readonly settings: SettingsStore
  readonly files: FileRegistry
  readonly clouds: Clouds
  readonly images: Images
  readonly transfers: Transfers
  readonly collections: Collections
  readonly requests: Requests
  readonly cookies: Cookies
  readonly interchange: Interchange
  readonly history: History
  readonly bodies: Bodies
  readonly vault: Vault
  readonly damaged: Pick<DamagedFiles, 'watch'>
  readonly backups: Backups
  /** Stops transfers, closes connections and the sandbox, and flushes what is being written. */
  close(): Promise<void>
}

export interface Backups {
  /** Into the folder of downloads, under a name of its own. Throws FILE_EXISTS, DISK_FULL or FILE_UNWRITABLE. */
  write(input: { secrets: BackupSecrets }, signal: AbortSignal): Promise<{ path: string; names: string[] }>
  /** What is in a file that the operator chose. Throws BACKUP_UNREADABLE, FILE_UNREADABLE or FILE_LOST. */
  read(file: string, signal: AbortSignal): Promise<BackupReport>
  /**
   * Lays a backup ready: the next start puts it in place. A null passphrase leaves its passwords out. Throws what
   * `read` throws, also for a wrong passphrase: then nothing was written.
   */
  restore(input: { file: string; passphrase: string | null }, signal: AbortSignal): Promise<string[]>
}

/** Small preferences, in a file of the shell's. */
export interface SettingsStore {
  get(): Settings
  change(changes: Partial<Settings>): Settings
}

export interface Clouds {
  list(signal: AbortSignal): Promise<Cloud[]>
  watch(signal: AbortSignal): AsyncGenerator<Cloud[], void>
  add(input: { settings: CloudSettings; secret: string | null }, signal: AbortSignal): Promise<Cloud>
  update(
    input: { cloudId: string; settings: CloudSettings; secret: string | null },
    signal: AbortSignal,
  ): Promise<Cloud>
  remove(cloudId: string, signal: AbortSignal): Promise<void>
  previewFile(input: CloudsFileTexts): CloudsFilePreview
  importFile(input: CloudsFileTexts & { names: string[] }, signal: AbortSignal): Promise<Cloud[]>
  onMachine(signal: AbortSignal): Promise<CloudsOnMachine>
  importFromMachine(names: readonly string[], signal: AbortSignal): Promise<Cloud[]>
  /** Throws FILE_EXISTS unless it may replace. */
  exportFiles(
    input: { cloudIds: readonly string[]; dir: string; withSecrets: boolean; isReplacing: boolean },
    signal: AbortSignal,
  ): Promise<{ paths: string[]; withoutSecret: string[] }>
  test(
    input: { settings: CloudSettings; secret: string | null; passcode: string | null },
    signal: AbortSignal,
  ): Promise<CloudProbe>
  signIn(
    input: { cloudId: string; secret: string | null; passcode: string | null; isKept: boolean },
    signal: AbortSignal,
  ): Promise<Cloud>
  signOut(cloudId: string, signal: AbortSignal): Promise<Cloud>
  projects(cloudId: string, signal: AbortSignal): Promise<Project[]>
  /** Another token now; the one before ends at sign-out. */
  renew(cloudId: string, signal: AbortSignal): Promise<Cloud>
  services(cloudId: string): CatalogService[]
  otherScopes(cloudId: string, signal: AbortSignal): Promise<OtherScopes>
  switchScope(input: { cloudId: string; scope: ScopeTarget }, signal: AbortSignal): Promise<Cloud>
  revoke(cloudId: string, signal: AbortSignal): Promise<Cloud>
  switchRegion(
    input: { cloudId: string; regionName: string; interface: EndpointInterface },
    signal: AbortSignal,
  ): Promise<Cloud>
  revealToken(cloudId: string): Promise<string>
  startSandbox(signal: AbortSignal): Promise<Cloud>
}

/** Files of the command line's as text. `text` is a clouds.yaml, or an openrc, which is told by its looks. */
export interface CloudsFileTexts {
  readonly text: string
  readonly secureText: string | null
  readonly publicText: string | null
}

export interface Images {
  list(query: ImageListQuery, signal: AbortSignal): Promise<ImagePage>
  show(query: OneImage, signal: AbortSignal): Promise<Image>
  create(input: { cloudId: string; image: NewImage }, signal: AbortSignal): Promise<Image>
  update(
    input: OneImage & { changes: readonly ImageChange[]; basedOn: string | null },
    signal: AbortSignal,
  ): Promise<{ image: Image; inverse: ImageChange[] }>
  delete(query: OneImage, signal: AbortSignal): Promise<void>
  deactivate(query: OneImage, signal: AbortSignal): Promise<void>
  reactivate(query: OneImage, signal: AbortSignal): Promise<void>
  addTag(input: OneImage & { tag: string }, signal: AbortSignal): Promise<void>
  removeTag(input: OneImage & { tag: string }, signal: AbortSignal): Promise<void>
  members(query: OneImage, signal: AbortSignal): Promise<ImageMember[]>
  addMember(input: OneImage & { projectId: string }, signal: AbortSignal): Promise<ImageMember>
  removeMember(input: OneImage & { projectId: string }, signal: AbortSignal): Promise<void>
  setMemberStatus(
    input: OneImage & { projectId: string; status: MemberStatus },
    signal: AbortSignal,
  ): Promise<ImageMember>
  stage(input: OneImage & { file: string }, signal: AbortSignal): AsyncGenerator<StageProgress, void>
  import(
    input: OneImage & { method: ImportMethod; target: ImportTarget | null },
    signal: AbortSignal,
  ): Promise<void>
  watchImport(query: OneImage, signal: AbortSignal): AsyncGenerator<ImportProgress, void>
  deleteFromStore(input: OneImage & { store: string }, signal: AbortSignal): Promise<void>
  tasks(query: OneImage, signal: AbortSignal): Promise<ImageTask[] | null>
  runBulk(
    input: { cloudId: string; operation: BulkOperation; imageIds: readonly string[] },
    signal: AbortSignal,
  ): AsyncGenerator<BulkEvent, void>
  formats(cloudId: string, signal: AbortSignal): Promise<ImageFormats>
  capabilities(
    query: { cloudId: string; isFresh?: boolean | undefined },
    signal: AbortSignal,
  ): Promise<ImageCapabilities>
  /** Told by a download that asked this cloud for a range. */
  learnRanges(cloudId: string, canReadRanges: boolean): void
  usage(cloudId: string, signal: AbortSignal): Promise<ImageQuota[]>
  allTasks(query: TaskListQuery, signal: AbortSignal): Promise<TaskPage>
  task(query: { cloudId: string; taskId: string }, signal: AbortSignal): Promise<TaskDetail>
  schema(cloudId: string, signal: AbortSignal): Promise<ImageAttribute[]>
  cache(cloudId: string, signal: AbortSignal): Promise<ImageCache>
  queueForCache(query: OneImage, signal: AbortSignal): Promise<void>
  deleteFromCache(query: OneImage, signal: AbortSignal): Promise<void>
  clearCache(input: { cloudId: string; target: CacheTarget }, signal: AbortSignal): Promise<void>
  metadefs(
    query: { cloudId: string; isFresh?: boolean | undefined },
    signal: AbortSignal,
  ): Promise<MetadefNamespace[]>
}

export interface ImageListQuery {
  readonly cloudId: string
  readonly query?: ImageQuery | undefined
  readonly marker: string | null
  readonly earlierMarkers?: readonly string[] | undefined
  readonly limit: number
}

export interface ImagePage {
  images: Image[]
  nextMarker: string | null
  gap: ListGap | null
}

export interface TaskListQuery {
  readonly cloudId: string
  readonly status?: string | undefined
  readonly marker: string | null
  readonly limit: number
}

export interface TaskPage {
  tasks: ImageTask[]
  nextMarker: string | null
}

export interface OneImage {
  readonly cloudId: string
  readonly imageId: string
}

export interface Transfers {
  watch(signal: AbortSignal): AsyncGenerator<TransferEvent, void>
  upload(input: UploadOrder, signal: AbortSignal): Promise<Transfer>
  download(input: DownloadOrder, signal: AbortSignal): Promise<Transfer>
  copy(input: CopyOrder, signal: AbortSignal): Promise<Transfer>
  cancel(transferId: string): Promise<void>
  pause(transferId: string): Promise<Transfer>
  resume(transferId: string): Promise<Transfer>
  retry(transferId: string, file?: string): Promise<Transfer>
  move(input: { transferId: string; to: LineMove }): void
  prioritise(input: { transferId: string; priority: TransferPriority }): Transfer
  deleteLeftImage(transferId: string, signal: AbortSignal): Promise<Transfer>
  dismiss(transferId: string): Promise<void>
  dismissEnded(): Promise<void>
  limits(): TransferLimits
  limit(limits: TransferLimits): Promise<TransferLimits>
  receipt(transferId: string, signal: AbortSignal): Promise<TransferReceipt>
}

export interface Requests {
  /** The requests at one place of the open collections, in order. Throws COLLECTION_ITEM_GONE. */
  run(order: RunOrder, signal: AbortSignal): AsyncGenerator<RunResult, void>
  send(
    input: { draft: RequestDraft; cloudId: string | null; place?: RequestPlace },
    signal: AbortSignal,
  ): AsyncGenerator<SendEvent, void>
  /** Signs in by an authorization code: the page of its first event opens outside. */
  authorize(
    input: { auth: RequestAuth; cloudId: string | null; place?: RequestPlace },
    signal: AbortSignal,
  ): AsyncGenerator<AuthorizeEvent, void>
  fromCurl(text: string, signal: AbortSignal): Promise<DraftOfCurl[]>
  toCurl(
    input: { draft: RequestDraft; cloudId: string | null; place?: RequestPlace; withSecrets: boolean },
    signal: AbortSignal,
  ): Promise<string>
  /** For programs that have no vault: each secret is a `{{name}}`, the other names have their values. */
  writtenDown(
    input: { draft: RequestDraft; cloudId: string | null; place?: RequestPlace },
    signal: AbortSignal,
  ): Promise<CurlRequest>
  variables(input: { cloudId: string | null; place?: RequestPlace }, signal: AbortSignal): Promise<Variable[]>
  setVariable(input: { name: string; value: string | null; isSecret: boolean }): void
  /** The requests that were open the last time. */
  workspace(): Promise<RequestWorkspace>
  saveWorkspace(change: WorkspaceChange): Promise<WorkspaceSaved>
}

/** What servers told the requests of each environment to remember; each of these throws VAULT_LOCKED. */
export interface Cookies {
  list(environmentId: string | null): Promise<CookieFacts[]>
  /** Throws COOKIE_GONE. */
  reveal(input: { environmentId: string | null; cookie: CookieKey }): Promise<string>
  /** Adds it, or puts it in the place of another one. Throws COOKIE_INVALID or COOKIE_GONE. */
  save(input: { environmentId: string | null; cookie: CookieEdit; replaces: CookieKey | null }): Promise<void>
  remove(input: { environmentId: string | null; cookie: CookieKey }): Promise<void>
  /** All of them, or those of one domain. */
  clear(input: { environmentId: string | null; domain: string | null }): Promise<void>
}

export interface RunOrder {
  /** Of a collection, a folder or a request. */
  readonly id: string
  readonly environmentId: string | null
  readonly cloudId: string | null
  /** Stronger than what environments and folders define. */
  readonly variables: Readonly<Record<string, string>>
  readonly stopsAtFailure: boolean
}

/** What came of one request of a run. */
export interface RunResult {
  readonly id: string
  readonly name: string
  /** Null where no answer came: `problem` then tells why. */
  readonly record: ExchangeRecord | null
  readonly outcomes: readonly ActionOutcome[]
  readonly problem: AppError | null
  /** No answer came, or one of its claims does not hold. */
  readonly isFailure: boolean
}

export interface History {
  list(query: RowQuery, signal: AbortSignal): Promise<{ records: ExchangeRecord[]; total: number }>
  watch(signal: AbortSignal): AsyncGenerator<HistoryEvent, void>
  show(exchangeId: string, signal: AbortSignal): Promise<ExchangeRecord>
  asDraft(exchangeId: string, signal: AbortSignal): Promise<RequestDraft>
  usage(signal: AbortSignal): Promise<{ records: number; bodyBytes: number }>
  purge(signal: AbortSignal): Promise<void>
  clear(signal: AbortSignal): Promise<void>
}

/** Answers kept on disk, for the shells to serve by URL with ranges. */
export interface Bodies {
  /** Path, size and media type of a kept body. Throws EXCHANGE_UNKNOWN. */
  find(exchangeId: string): Promise<{ path: string; sizeBytes: number; contentType: string }>
}
