import * as http from 'node:http'

import type { PreparedRequest } from './prepare-request.ts'

const maxHeadBytes = 256 * 1024

/**
 * Begins a request of which nothing is sent yet, over the connection that the agent carries, secure or not. Given the
 * headers as an array, node adds none of its own.
 */
export function openRequest(prepared: PreparedRequest, agent: http.Agent): http.ClientRequest {
  const { method, path, headers } = prepared
  const request = http.request({
    agent,
    method,
    path,
    headers: headers.flat(),
    setHost: false,
    maxHeaderSize: maxHeadBytes,
  })
  request.maxHeadersCount = 0
  return request
}
