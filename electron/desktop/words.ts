/** What the shell itself says: the menu and its few dialogs. The page has its own words. */
export interface Words {
  readonly app: string
  readonly file: string
  readonly edit: string
  readonly view: string
  readonly go: string
  readonly cloud: string
  readonly window: string
  readonly help: string
  readonly about: string
  readonly services: string
  readonly hide: string
  readonly hideOthers: string
  readonly showAll: string
  readonly openFile: string
  readonly quit: string
  readonly close: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly reload: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly resetZoom: string
  readonly fullScreen: string
  readonly developerTools: string
  readonly minimize: string
  readonly zoomWindow: string
  readonly allToFront: string
  readonly openLink: string
  readonly open: string
  readonly cancel: string
  readonly transfersRun: (count: number) => string
  readonly transfersStop: string
  readonly stay: string
  readonly dataDirInUse: string
}

/** Vietnamese where the desktop speaks it, else English. */
export function wordsFor(locale: string): Words {
  return /^vi\b/i.test(locale) ? vietnamese : english
}

const english: Words = {
  app: 'Arclight',
  file: '&File',
  edit: '&Edit',
  view: '&View',
  go: '&Go',
  cloud: '&Cloud',
  window: '&Window',
  help: '&Help',
  about: 'About Arclight',
  services: 'Services',
  hide: 'Hide Arclight',
  hideOthers: 'Hide Others',
  showAll: 'Show All',
  openFile: 'Open…',
  quit: 'Quit Arclight',
  close: 'Close Window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  reload: 'Reload',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  developerTools: 'Developer Tools',
  minimize: 'Minimize',
  zoomWindow: 'Zoom',
  allToFront: 'Bring All to Front',
  openLink: 'Open this address in your browser?',
  open: 'Open',
  cancel: 'Cancel',
  transfersRun: (count) => (count === 1 ? 'One transfer is running.' : `${count} transfers are running.`),
  transfersStop: 'Quitting stops them. They can be retried from the first byte.',
  stay: 'Keep running',
  dataDirInUse: 'Another Arclight is using the same data folder. Close it first.',
}

const vietnamese: Words = {
  app: 'Arclight',
  file: '&Tệp',
  edit: '&Sửa',
  view: '&Xem',
  go: 'Đ&i tới',
  cloud: '&Cloud',
  window: 'Cửa &sổ',
  help: 'Trợ &giúp',
  about: 'Giới thiệu Arclight',
  services: 'Dịch vụ',
  hide: 'Ẩn Arclight',
  hideOthers: 'Ẩn ứng dụng khác',
  showAll: 'Hiện tất cả',
  openFile: 'Mở…',
  quit: 'Thoát Arclight',
  close: 'Đóng cửa sổ',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  cut: 'Cắt',
  copy: 'Sao chép',
  paste: 'Dán',
  selectAll: 'Chọn tất cả',
  reload: 'Tải lại',
  zoomIn: 'Phóng to',
  zoomOut: 'Thu nhỏ',
  resetZoom: 'Kích thước gốc',
  fullScreen: 'Toàn màn hình',
  developerTools: 'Công cụ nhà phát triển',
  minimize: 'Thu nhỏ cửa sổ',
  zoomWindow: 'Phóng to cửa sổ',
  allToFront: 'Đưa tất cả lên trước',
  openLink: 'Mở địa chỉ này trong trình duyệt?',
  open: 'Mở',
  cancel: 'Hủy',
  transfersRun: (count) => `${count} lượt truyền đang chạy.`,
  transfersStop: 'Thoát sẽ dừng chúng. Có thể thử lại từ byte đầu tiên.',
  stay: 'Tiếp tục chạy',
  dataDirInUse: 'Một Arclight khác đang dùng cùng thư mục dữ liệu. Hãy đóng nó trước.',
}
