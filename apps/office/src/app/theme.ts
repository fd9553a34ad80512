/** Light and dark for our own styles and for antd, from the same tokens. */
import { type ThemeConfig, theme } from 'antd'
import { useSyncExternalStore } from 'react'

export type Appearance = 'light' | 'dark' | 'system'
const STORED = 'lika.appearance'
const listeners = new Set<() => void>()
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

export function appearance(): Appearance {
  const stored = localStorage.getItem(STORED)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export function chooseAppearance(chosen: Appearance): void {
  localStorage.setItem(STORED, chosen)
  apply()
}

function isDark(): boolean {
  const chosen = appearance()
  return chosen === 'system' ? prefersDark.matches : chosen === 'dark'
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

/** Before the first paint, so that nobody is dazzled. */
export function startTheme(): void {
  prefersDark.addEventListener('change', apply)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useAppearance(): { chosen: Appearance; isDark: boolean } {
  const chosen = useSyncExternalStore(subscribe, appearance)
  const dark = useSyncExternalStore(subscribe, isDark)
  return { chosen, isDark: dark }
}

// antd mixes its shades in JavaScript and cannot read CSS variables: the same values stand in tokens.css.
const shared = {
  fontFamily: 'var(--sans)',
  fontSize: 14,
  borderRadius: 4,
  controlHeight: 32,
  boxShadow: 'none',
  boxShadowSecondary: '0 0 0 1px var(--line)',
  boxShadowTertiary: 'none',
  motionDurationSlow: '0.16s',
  motionDurationMid: '0.12s',
  wireframe: false,
} as const

export const lightTheme: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#1f5745',
    colorInfo: '#1f5745',
    colorLink: '#17523f',
    colorError: '#a3243f',
    colorTextBase: '#22201b',
    colorBgBase: '#fffefb',
    colorBgLayout: '#f6f4ef',
    colorBorder: '#8f897b',
    colorBorderSecondary: '#dcd7cb',
    // antd's own grey for placeholders fails contrast on warm white.
    colorTextPlaceholder: '#6b675d',
    colorTextDescription: '#5a554a',
    colorTextDisabled: '#6b675d',
  },
}

export const darkTheme: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#7cc3a6',
    colorInfo: '#7cc3a6',
    colorLink: '#8fd0b5',
    colorError: '#e08a9c',
    colorTextBase: '#ece8de',
    colorBgBase: '#1f1e1a',
    colorBgContainer: '#1f1e1a',
    colorBgElevated: '#292722',
    colorBgLayout: '#171613',
    colorBorder: '#7f7a6d',
    colorBorderSecondary: '#3b3932',
    colorTextPlaceholder: '#a19b8d',
    colorTextDescription: '#b3ad9f',
    colorTextDisabled: '#a19b8d',
    // Text on the light pine of the dark theme has to be dark.
    colorTextLightSolid: '#10201a',
  },
}
