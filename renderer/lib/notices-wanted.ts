import { useLocalStorage } from '@mantine/hooks'

/** Whether this browser shall tell, outside of the page, that a transfer has ended. */
export function useNoticesWanted() {
  return useLocalStorage({ key: 'arclight.notices', defaultValue: false, getInitialValueInEffect: false })
}
