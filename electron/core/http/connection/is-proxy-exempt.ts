import { BlockList, isIP } from 'node:net'

/**
 * Whether NO_PROXY, or a list like it, names a host: `*`, names (which stand for all below them, too), `.suffixes`,
 * addresses, networks as `10.0.0.0/8`, each with a port if need be; parted by commas or blanks.
 */
export function isProxyExempt(list: string, hostname: string, port: number): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  const [, bracketed, bare, wantedPort] = /^(?:\[(.*?)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? []
  const wanted = bracketed ?? bare ?? ''
  if (isIP(wanted) === 6 && bracketed === undefined) return isSameAddress(entry, host)
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false
  if (wanted.includes('/')) return isInNetwork(wanted, host)
  if (isIP(wanted)) return isSameAddress(wanted, host)
  const name = wanted.replace(/^\*?\./, '').replace(/\.$/, '')
  return name !== '' && (host === name || (!isIP(host) && host.endsWith(`.${name}`)))
}

function isSameAddress(wanted: string, host: string): boolean {
  return isInNetwork(`${wanted}/${isIP(wanted) === 6 ? 128 : 32}`, host)
}

function isInNetwork(network: string, host: string): boolean {
  const [address = '', bits = ''] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const isNetwork =
    isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32)
  if (!isNetwork || isIP(host) === 0) return false
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family)
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
}
