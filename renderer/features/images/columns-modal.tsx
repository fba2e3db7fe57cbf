import { ActionIcon, Button, Checkbox, Group, Stack } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type ImageColumn, imageColumns } from '../../../shared/model/image-look.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { usualLook } from './image-look.ts'
import classes from './images.module.css'

interface ColumnsModalProps {
  columns: readonly ImageColumn[]
  onChange: (columns: ImageColumn[]) => void
  onClose: () => void
}

/** Chooses columns and their order; the table behind it follows at once. */
export function ColumnsModal({ columns, onChange, onClose }: ColumnsModalProps) {
  const { t } = useTranslation()
  const others = imageColumns.filter((column) => !columns.includes(column))

  function toggle(column: ImageColumn, isShown: boolean) {
    onChange(isShown ? [...columns, column] : columns.filter((other) => other !== column))
  }

  function move(column: ImageColumn, step: 1 | -1) {
    const from = columns.indexOf(column)
    const beside = columns[from + step]
    if (!beside) return
    onChange(columns.map((other) => (other === column ? beside : other === beside ? column : other)))
  }

  return (
    <Dialog title={t('images.columns.title')} size={380} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <ul className={classes.columns}>
          {[...columns, ...others].map((column) => (
            <li key={column}>
              <Checkbox
                label={t(`images.column.${column}`)}
                checked={columns.includes(column)}
                disabled={columns.length === 1 && columns.includes(column)}
                onChange={(event) => toggle(column, event.currentTarget.checked)}
              />
              {columns.includes(column) && <MoveButtons column={column} onMove={move} />}
            </li>
          ))}
        </ul>
        <Group justify="space-between">
          <Button onClick={() => onChange([...usualLook.columns])}>{t('images.columns.usual')}</Button>
          <Button variant="filled" data-autofocus onClick={onClose}>
            {t('common.close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

interface MoveButtonsProps {
  column: ImageColumn
  onMove: (column: ImageColumn, step: 1 | -1) => void
}

function MoveButtons({ column, onMove }: MoveButtonsProps) {
  const { t } = useTranslation()
  const name = t(`images.column.${column}`)
  return (
    <Group gap={2}>
      <ActionIcon
        size="sm"
        aria-label={t('images.columns.earlier', { name })}
        onClick={() => onMove(column, -1)}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        aria-label={t('images.columns.later', { name })}
        onClick={() => onMove(column, 1)}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
