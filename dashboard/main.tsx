// First, so that the order of the layers is declared before any page's own rules.
import './style/index.css'

import { render } from 'preact'
import { App } from './app.tsx'
import { preferredLanguage, setLanguage } from './i18n/index.ts'
import { keepShell } from './offline/keep-shell.ts'
import { startTicking } from './time/now.ts'
import { followChoices } from './ui/follow-choices.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')

await setLanguage(preferredLanguage())
startTicking()
followChoices()
render(<App />, root)
keepShell()
