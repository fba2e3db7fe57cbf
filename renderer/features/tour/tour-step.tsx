import { Button, FileButton, TextInput, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestDraft } from '../../../shared/model/request.ts'
import { useHost } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { ExplainedButton } from '../../ui/explained-button.tsx'
import { callFacts, isAboutImage, type TourCall, tourCalls, tourDraft, tourImageName } from './tour-calls.ts'
import { TourAnswer } from './tour-answer.tsx'
import { TourMoves } from './tour-moves.tsx'
import { TourRequest } from './tour-request.tsx'
import classes from './tour.module.css'
import { hasImage, type Tour } from './use-tour.ts'
import { useTourCall } from './use-tour-call.ts'

const sampleData = { kind: 'text', text: 'Not much of a disk, but an image all the same.\n' } as const

/** One call: the click that makes it, the request, the same as cURL, and what came back. */
export function TourStep({ tour, cloud }: { tour: Tour; cloud: SignedInCloud }) {
  const { t } = useTranslation('tour')
  const call = tourCalls[tour.step] ?? 'token'
  const [upload, setUpload] = useState<RequestDraft['body']>(sampleData)
  const name = t(`call.${call}.name`)
  const draft = useMemo(() => tourDraft(call, cloud, upload, name), [call, cloud, upload, name])
  const state = useTourCall(tour, call, cloud.id, draft)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => heading.current?.focus(), [])

  return (
    <section className={classes.step} aria-labelledby="tour-step">
      <div className={classes.stepHead}>
        <Title order={2} id="tour-step" tabIndex={-1} ref={heading}>
          {name}
        </Title>
        <span className={classes.faint}>{t('stepOf', { step: tour.step + 1 })}</span>
        <span className={classes.spring} />
        <TourMoves tour={tour} isDone={state.isDone} />
      </div>
      <p className={classes.text}>{t(`call.${call}.what`)}</p>
      <Deed tour={tour} cloud={cloud} call={call} state={state} onFile={setUpload} />
      <TourRequest draft={draft} curl={state.curl} />
      {state.sending.isError && <ErrorNote error={state.sending.error} />}
      <TourAnswer call={call} state={state} />
      {call === 'delete' && state.isDone && <p className={classes.notice}>{t('finished')}</p>}
    </section>
  )
}

interface DeedProps {
  tour: Tour
  cloud: SignedInCloud
  call: TourCall
  state: ReturnType<typeof useTourCall>
  onFile: (body: RequestDraft['body']) => void
}

/** The click to make, or the button that makes the call here. */
function Deed({ tour, cloud, call, state, onFile }: DeedProps) {
  const { t } = useTranslation('tour')
  const go = useNavigation((navigation) => navigation.go)
  const [typed, setTyped] = useState('')
  const asksName = cloud.settings.isProtected && (call === 'deactivate' || call === 'delete')
  const reason = whyNot(call, tour)
  const isReady = !reason && (!asksName || typed === tourImageName) && !state.sending.isPending
  const send = () => isReady && state.sending.mutate()
  useHotkeys([['mod+Enter', send]], [])

  return (
    <>
      <div className={classes.deed}>
        <div className={classes.click}>
          <span className={classes.label}>{t('click')}</span> {t(`call.${call}.click`)}
        </div>
        <ExplainedButton reason={null} hint={t('goThereHint')} onClick={() => go(callFacts[call].screen)}>
          {t('goThere')}
        </ExplainedButton>
        {call === 'upload' && <DataChoice onFile={onFile} />}
        <ExplainedButton
          reason={reason && t(reason)}
          variant="filled"
          loading={state.sending.isPending}
          onClick={send}
        >
          {t(state.isDone ? 'again' : 'doIt')}
        </ExplainedButton>
      </div>
      {asksName && (
        <TextInput
          maw={420}
          label={t('protected', { cloud: cloud.settings.name, name: tourImageName })}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </>
  )
}

function whyNot(call: TourCall, tour: Tour) {
  if (isAboutImage(call) && tour.imageId === null) return 'needsImage'
  return call === 'create' && hasImage(tour) ? 'hasImage' : null
}

function DataChoice({ onFile }: Pick<DeedProps, 'onFile'>) {
  const { t } = useTranslation('tour')
  const host = useHost()
  const taking = useMutation({
    networkMode: 'always',
    mutationFn: (file: File) => host.takeFile(file),
    onSuccess: (file) => onFile({ kind: 'file', file }),
  })
  return (
    <>
      <FileButton onChange={(file) => file && taking.mutate(file)}>
        {(props) => <Button {...props}>{t('chooseFile')}</Button>}
      </FileButton>
      {taking.isError && <ErrorNote error={taking.error} />}
    </>
  )
}
