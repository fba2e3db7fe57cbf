/** A name without what would turn its letters around: "exe.png" must not be how "gnp.exe" looks (Unicode TR 36, 2.2). */
export function showName(name: string): string {
  return name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
}
