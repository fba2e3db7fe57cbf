import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Modal,
  Tabs,
  Tooltip,
  type VariantColorResolverResult,
  type VariantColorsResolver,
} from '@mantine/core'

const amber: MantineColorsTuple = [
  '#fff8e6',
  '#fdeecb',
  '#fadc96',
  '#f8cb66',
  '#f5b83d',
  '#d99a1e',
  '#b57c0e',
  '#8a5600',
  '#6b4300',
  '#4a2e00',
]

// Mantine takes borders, fields and hovers of the dark scheme from this scale: the surfaces of ui/tokens.css.
const dark: MantineColorsTuple = [
  '#e7eaef',
  '#c3cad4',
  '#a3adba',
  '#818c9a',
  '#28303b',
  '#232a34',
  '#1b2129',
  '#14181e',
  '#0e1115',
  '#0a0d10',
]

const gray: MantineColorsTuple = [
  '#f4f6f8',
  '#f0f3f6',
  '#e7ebf0',
  '#d9dfe6',
  '#c9d1da',
  '#a3adba',
  '#818c9a',
  '#5d6976',
  '#3a4450',
  '#1a2028',
]

/** Mantine in our clothes: 13 px text on a 4 px grid, graphite surfaces, amber for what can be pressed first. */
export const theme = createTheme({
  primaryColor: 'amber',
  primaryShade: { dark: 4, light: 7 },
  colors: { amber, dark, gray },
  variantColorResolver: resolveVariant,
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '26px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '26px' },
      h2: { fontSize: '16px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.5 } } }),
    Tabs: Tabs.extend({ defaultProps: { variant: 'default' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 300, multiline: true, maw: 320, withArrow: false },
    }),
    InputWrapper: { styles: { description: { fontSize: '12px' }, error: { fontSize: '12px' } } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, withCheckIcon: false } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: {
      defaultProps: { size: 'xs', withItemsBorders: false },
      styles: {
        root: { background: 'var(--bg-raised)', padding: '3px' },
        label: { padding: '2px 10px' },
        indicator: { background: 'light-dark(var(--bg-panel), var(--line))' },
      },
    },
  },
})

// Mantine picks the ink on a filled button once for both schemes; ours differs between them.
function resolveVariant(input: Parameters<VariantColorsResolver>[0]): VariantColorResolverResult {
  const resolved = defaultVariantColorsResolver(input)
  if (input.variant !== 'filled') return resolved
  if (input.color === 'red') return { ...resolved, ...onDanger }
  if ((input.color ?? 'amber') !== 'amber') return resolved
  return {
    ...resolved,
    background: 'var(--accent)',
    hover: 'color-mix(in srgb, var(--accent) 88%, var(--text))',
    color: 'var(--accent-ink)',
  }
}

const onDanger = {
  background: 'var(--bad)',
  hover: 'color-mix(in srgb, var(--bad) 88%, var(--text))',
  color: 'var(--bg-panel)',
}

/** The names of buttons that Mantine draws as a cross, in the page's language. */
export function nameCloseButtons(label: string): MantineThemeOverride {
  const defaultProps = { closeButtonProps: { 'aria-label': label } }
  return { components: { Modal: { defaultProps }, Notification: { defaultProps } } }
}

/** Maps Mantine's own variables onto the palette of ui/tokens.css, which knows dark from light by itself. */
export const resolveCssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--bg-panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--bg-raised)',
    '--mantine-color-default-hover': 'var(--bg-strong)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-error': 'var(--bad)',
  }
  return { variables: {}, dark: surfaces, light: surfaces }
}
