/** What only the command line says. Error sentences are shared with the page. */
export interface Words {
  readonly cloudMissing: (known: readonly string[]) => string
  readonly cloudUnusable: (name: string) => string
  readonly cloudUnknown: (name: string, known: readonly string[]) => string
  readonly cloudsFileMissing: string
  readonly passwordFor: (cloud: string) => string
  readonly passcodeFor: (cloud: string) => string
  readonly passwordMissing: (cloud: string) => string
  readonly noImage: (wanted: string, cloud: string) => string
  readonly manyImages: (wanted: string, ids: readonly string[]) => string
  readonly confirmDelete: (name: string, id: string, cloud: string) => string
  readonly typeName: (name: string, cloud: string) => string
  readonly yesNeeded: string
  readonly nothingDone: string
  readonly nameWithOneFile: string
  /** `found`: what its bytes are, where that is nothing to declare. */
  readonly formatUnknown: (file: string, found: string | null) => string
  readonly notPacked: (file: string) => string
  readonly nothingToSet: string
  readonly notPair: (text: string) => string
  readonly notNumber: (option: string, text: string) => string
  readonly fileExists: (path: string) => string
  readonly left: (time: string) => string
  readonly uploaded: (file: string, id: string, proof: string) => string
  readonly downloaded: (path: string, proof: string) => string
  readonly copied: (name: string, cloud: string, id: string, proof: string) => string
  readonly notCarried: (names: readonly string[]) => string
  readonly verifiedBy: (algorithm: string) => string
  readonly unverified: string
  readonly interrupted: string
  readonly imageWaits: (id: string) => string
  readonly copyWaits: (id: string, cloud: string) => string
  readonly done: (action: 'deleted' | 'deactivated' | 'reactivated', id: string) => string
  readonly importNeeds: (method: string) => string
  readonly importOrdered: (id: string) => string
  readonly importDone: (id: string) => string
  readonly importFailed: (why: string) => string
  readonly oneSource: string
  readonly failed: (failed: number, total: number) => string
  readonly environmentUnknown: (name: string, known: readonly string[]) => string
  readonly badStatus: (status: number) => string
  readonly notUnderstood: (option: string) => string
  readonly variableMissing: (name: string) => string
  readonly imported: (format: string, place: string, requests: number, folders: number) => string
  readonly backupPassphrase: string
  readonly backedUp: (file: string, names: readonly string[]) => string
  readonly restored: (names: readonly string[], before: string) => string
  readonly secretsLeftOut: (names: readonly string[]) => string
}

export const english: Words = {
  cloudMissing: (known) =>
    `Which cloud? Name one with --cloud, or set OS_CLOUD. Known: ${known.join(', ') || 'none'}.`,
  cloudUnusable: (name) => `The settings of ${name} are not usable. Put right what is said above.`,
  cloudUnknown: (name, known) =>
    `There is no cloud called ${name} among those found here. Known: ${known.join(', ') || 'none'}.`,
  cloudsFileMissing:
    'No clouds.yaml was found in this folder, ~/.config/openstack or /etc/openstack, nor are there OS_* variables.',
  passwordFor: (cloud) => `Password for ${cloud}: `,
  passcodeFor: (cloud) => `Passcode for ${cloud}: `,
  passwordMissing: (cloud) =>
    `No password for ${cloud}: put it into secure.yaml or OS_PASSWORD, or run this on a terminal.`,
  noImage: (wanted, cloud) =>
    `${cloud} has no image with the id or name ${wanted} that this project can see.`,
  manyImages: (wanted, ids) => `Several images are called ${wanted}. Use an id: ${ids.join(', ')}`,
  confirmDelete: (name, id, cloud) => `Delete the image ${name} (${id}) on ${cloud}? [y/N] `,
  typeName: (name, cloud) => `${cloud} is protected. Type the name of the image (${name}) to go on: `,
  yesNeeded: 'Nobody is here to ask. Add --yes to delete without being asked.',
  nothingDone: 'Nothing was done.',
  nameWithOneFile: '--name and --id go with one file only.',
  formatUnknown: (file, found) =>
    found === null
      ? `What is ${file}? Say it with --disk-format (raw, qcow2, vmdk, iso …).`
      : `${file} is ${found}, which is no disk format: --unpack sends what is in a gz, xz or zst; --disk-format declares it as it is.`,
  notPacked: (file) => `${file} is not packed as gz, xz or zst: leave out --unpack.`,
  nothingToSet: 'What is to change? See arclight image set --help.',
  notPair: (text) => `${text} is not KEY=VALUE.`,
  notNumber: (option, text) => `${option} takes a whole number, not ${text}.`,
  fileExists: (path) => `${path} exists already. Choose another name, or add --force to replace it.`,
  left: (time) => `${time} left`,
  uploaded: (file, id, proof) => `${file} is up as ${id}, ${proof}`,
  downloaded: (path, proof) => `${path} is complete, ${proof}`,
  copied: (name, cloud, id, proof) => `${name} is in ${cloud} as ${id}, ${proof}`,
  notCarried: (names) => `Not taken along: ${names.join(', ')}`,
  verifiedBy: (algorithm) => `verified by ${algorithm}`,
  unverified: 'but the cloud gave no hash to compare with',
  interrupted: 'Interrupted. Run the same command again to go on.',
  imageWaits: (id) => `The image ${id} waits for its data: go on with --into ${id}, or delete it.`,
  copyWaits: (id, cloud) =>
    `The image ${id} is left in ${cloud} without its data: delete it, and copy again.`,
  done: (action, id) => `${id} ${action}`,
  importNeeds: (method) =>
    `${method} does not go with these options: web-download takes --uri, glance-direct may take --file, glance-download takes --region and --source-id.`,
  importOrdered: (id) => `${id}: the import is ordered; the cloud goes on by itself`,
  importDone: (id) => `${id} is imported`,
  importFailed: (why) => `The import failed. The cloud says: ${why || 'nothing'}.`,
  oneSource: 'Give one request: --curl, --curl-file or a file.',
  failed: (failed, total) => `${failed} of ${total} requests failed.`,
  environmentUnknown: (name, known) =>
    `The collection has no environment called ${name}. Known: ${known.join(', ') || 'none'}.`,
  badStatus: (status) => `The answer was ${status}.`,
  notUnderstood: (option) => `${option} was not understood and is left out.`,
  variableMissing: (name) => `The environment has no variable ${name}, or it is empty.`,
  imported: (format, place, requests, folders) =>
    `${format} → ${place}. Requests: ${requests}, folders: ${folders}.`,
  backupPassphrase: 'Passphrase of the backup: ',
  backedUp: (file, names) => `${file} holds ${names.join(', ') || 'nothing yet'}.`,
  restored: (names, before) => `Restored: ${names.join(', ')}. What was there before is in ${before}.`,
  secretsLeftOut: (names) =>
    `No file holds the values of the secret variables: ${names.join(', ')}. Give them with --var, or in the app.`,
}

const vietnameseDone = { deleted: 'đã xóa', deactivated: 'đã vô hiệu hóa', reactivated: 'đã kích hoạt lại' }

export const vietnamese: Words = {
  cloudMissing: (known) =>
    `Cloud nào? Nêu tên bằng --cloud, hoặc đặt OS_CLOUD. Đang có: ${known.join(', ') || 'không có'}.`,
  cloudUnusable: (name) => `Thiết lập của ${name} không dùng được. Hãy sửa những điều nêu ở trên.`,
  cloudUnknown: (name, known) =>
    `Không có cloud nào tên ${name} trong số tìm thấy ở đây. Đang có: ${known.join(', ') || 'không có'}.`,
  cloudsFileMissing:
    'Không tìm thấy clouds.yaml trong thư mục này, ~/.config/openstack hay /etc/openstack, cũng không có biến OS_*.',
  passwordFor: (cloud) => `Mật khẩu cho ${cloud}: `,
  passcodeFor: (cloud) => `Mã xác thực cho ${cloud}: `,
  passwordMissing: (cloud) =>
    `Không có mật khẩu cho ${cloud}: ghi vào secure.yaml hoặc OS_PASSWORD, hoặc chạy lệnh này trên terminal.`,
  noImage: (wanted, cloud) =>
    `${cloud} không có image nào có id hoặc tên ${wanted} mà project này nhìn thấy.`,
  manyImages: (wanted, ids) => `Có nhiều image tên ${wanted}. Hãy dùng id: ${ids.join(', ')}`,
  confirmDelete: (name, id, cloud) => `Xóa image ${name} (${id}) trên ${cloud}? [y/N] `,
  typeName: (name, cloud) => `${cloud} được bảo vệ. Gõ tên image (${name}) để tiếp tục: `,
  yesNeeded: 'Không có ai để hỏi. Thêm --yes để xóa mà không hỏi.',
  nothingDone: 'Không có gì được thực hiện.',
  nameWithOneFile: '--name và --id chỉ dùng với một tệp.',
  formatUnknown: (file, found) =>
    found === null
      ? `${file} thuộc định dạng nào? Nêu bằng --disk-format (raw, qcow2, vmdk, iso …).`
      : `${file} là ${found}, không phải định dạng đĩa: --unpack gửi nội dung bên trong gz, xz hoặc zst; --disk-format khai báo nguyên như vậy.`,
  notPacked: (file) => `${file} không được nén bằng gz, xz hay zst: hãy bỏ --unpack.`,
  nothingToSet: 'Cần đổi gì? Xem arclight image set --help.',
  notPair: (text) => `${text} không có dạng KHÓA=GIÁTRỊ.`,
  notNumber: (option, text) => `${option} cần một số nguyên, không phải ${text}.`,
  fileExists: (path) => `${path} đã tồn tại. Chọn tên khác, hoặc thêm --force để thay thế.`,
  left: (time) => `còn ${time}`,
  uploaded: (file, id, proof) => `${file} đã tải lên thành ${id}, ${proof}`,
  downloaded: (path, proof) => `${path} đã đầy đủ, ${proof}`,
  copied: (name, cloud, id, proof) => `${name} đã có trong ${cloud} với id ${id}, ${proof}`,
  notCarried: (names) => `Không mang theo: ${names.join(', ')}`,
  verifiedBy: (algorithm) => `đã kiểm chứng bằng ${algorithm}`,
  unverified: 'nhưng cloud không cho hash nào để so sánh',
  interrupted: 'Đã ngắt. Chạy lại đúng lệnh này để tiếp tục.',
  imageWaits: (id) => `Image ${id} đang chờ dữ liệu: tiếp tục với --into ${id}, hoặc xóa nó.`,
  copyWaits: (id, cloud) =>
    `Image ${id} còn lại trong ${cloud} mà không có dữ liệu: hãy xóa nó rồi sao chép lại.`,
  done: (action, id) => `${id} ${vietnameseDone[action]}`,
  importNeeds: (method) =>
    `${method} không đi với các tùy chọn này: web-download cần --uri, glance-direct có thể có --file, glance-download cần --region và --source-id.`,
  importOrdered: (id) => `${id}: đã yêu cầu import; cloud tự làm tiếp`,
  importDone: (id) => `${id} đã import xong`,
  importFailed: (why) => `Import thất bại. Cloud nói: ${why || 'không gì cả'}.`,
  oneSource: 'Chỉ nêu một request: --curl, --curl-file hoặc một tệp.',
  failed: (failed, total) => `${failed} trên ${total} request thất bại.`,
  environmentUnknown: (name, known) =>
    `Collection không có môi trường nào tên ${name}. Đang có: ${known.join(', ') || 'không có'}.`,
  badStatus: (status) => `Phản hồi là ${status}.`,
  notUnderstood: (option) => `${option} không hiểu được nên bị bỏ qua.`,
  variableMissing: (name) => `Môi trường không có biến ${name}, hoặc biến này rỗng.`,
  imported: (format, place, requests, folders) =>
    `${format} → ${place}. Yêu cầu: ${requests}, thư mục: ${folders}.`,
  backupPassphrase: 'Cụm mật khẩu của bản sao lưu: ',
  backedUp: (file, names) => `${file} chứa ${names.join(', ') || 'chưa có gì'}.`,
  restored: (names, before) => `Đã khôi phục: ${names.join(', ')}. Những gì có trước đó nằm ở ${before}.`,
  secretsLeftOut: (names) =>
    `Không tệp nào chứa giá trị của các biến bí mật: ${names.join(', ')}. Hãy nêu bằng --var, hoặc nhập trong ứng dụng.`,
}
