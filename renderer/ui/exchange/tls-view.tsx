import { useTranslation } from 'react-i18next'

import type { CertificateFacts, TlsFacts } from '../../../shared/model/tls.ts'
import { formatMoment } from '../../lib/format-time.ts'
import { FactList } from '../fact-list.tsx'

/** What the handshake agreed on, and the certificates that the server showed, its own first. */
export function TlsView({ tls }: { tls: TlsFacts }) {
  const { t } = useTranslation()
  return (
    <>
      <FactList
        facts={[
          [t('requests.tls.protocol'), `${tls.protocol}, ${tls.cipher}`],
          [t('requests.tls.alpn'), tls.alpn ?? '–'],
          [t('requests.tls.trust'), tls.isVerified ? t('requests.tls.verified') : <Unverified tls={tls} />],
        ]}
      />
      {tls.chain.map((certificate) => (
        <Certificate key={certificate.fingerprint} certificate={certificate} />
      ))}
    </>
  )
}

function Unverified({ tls: { refusal } }: { tls: TlsFacts }) {
  const { t } = useTranslation()
  return refusal ? t('requests.tls.wouldRefuse', { detail: refusal.detail }) : t('requests.tls.unverified')
}

function Certificate({ certificate }: { certificate: CertificateFacts }) {
  const { t, i18n } = useTranslation()
  const { subject, issuer, names, validFromMs, validUntilMs, fingerprint } = certificate
  const moment = (ms: number | null) => (ms === null ? '–' : formatMoment(ms, i18n.language))
  return (
    <FactList
      facts={[
        [t('requests.tls.subject'), subject],
        [t('requests.tls.issuer'), issuer],
        [t('requests.tls.names'), names.join(', ') || '–'],
        [t('requests.tls.valid'), `${moment(validFromMs)} – ${moment(validUntilMs)}`],
        [t('requests.tls.fingerprint'), fingerprint],
      ]}
    />
  )
}
