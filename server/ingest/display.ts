/** The line a station shows with a verdict, in the member's language (French where nobody is known). Short: 2 × 16 characters fit. */
import type { DenialReason, EndReason } from '#server/contract/uplink.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { VerdictEffect } from './core.ts'

type Lines = { granted: string; ready: string; denied: Record<DenialReason, string>; ended: Record<EndReason, string> }

const FR: Lines = {
  granted: 'Bonjour, à vous',
  ready: 'Passez votre badge',
  denied: {
    'too-late': 'Badge périmé, rebadgez',
    'unknown-badge': 'Badge inconnu',
    'badge-blocked': 'Badge bloqué',
    'clone-suspected': 'Badge suspect, voir l’équipe',
    'pass-expired': 'Passe expiré',
    'member-suspended': 'Adhésion suspendue',
    'charter-unsigned': 'Charte à signer',
    'spending-limit': 'Plafond atteint',
    'no-qualification': 'Autorisation manquante',
    'outside-hours': 'Hors horaires',
    'machine-locked': 'Machine hors service',
    reserved: 'Machine réservée',
    'machine-busy': 'Machine occupée',
    'offline-not-listed': 'Hors ligne, non listé',
    'start-not-confirmed': 'Confirmez, puis rebadgez',
  },
  ended: {
    'badge-out': 'Au revoir',
    takeover: 'Machine reprise',
    idle: 'Fin : inactivité',
    'closing-time': 'Fin : fermeture',
    'max-duration': 'Fin : durée atteinte',
    fault: 'Fin : panne',
    estop: 'Arrêt d’urgence',
    lockout: 'Machine hors service',
    'power-loss': 'Fin : coupure',
    silence: 'Fin : sans nouvelles',
    admin: 'Fin : par l’équipe',
    'pass-expired': 'Passe expiré',
  },
}

const EN: Lines = {
  granted: 'Hello, all yours',
  ready: 'Present your badge',
  denied: {
    'too-late': 'Too late, badge again',
    'unknown-badge': 'Unknown badge',
    'badge-blocked': 'Badge blocked',
    'clone-suspected': 'Badge suspect, see staff',
    'pass-expired': 'Pass expired',
    'member-suspended': 'Membership suspended',
    'charter-unsigned': 'Charter to be signed',
    'spending-limit': 'Spending limit reached',
    'no-qualification': 'Not authorised here',
    'outside-hours': 'Outside opening hours',
    'machine-locked': 'Machine out of service',
    reserved: 'Machine reserved',
    'machine-busy': 'Machine in use',
    'offline-not-listed': 'Offline, not listed',
    'start-not-confirmed': 'Confirm, badge again',
  },
  ended: {
    'badge-out': 'Goodbye',
    takeover: 'Machine taken over',
    idle: 'Ended: idle',
    'closing-time': 'Ended: closing time',
    'max-duration': 'Ended: time is up',
    fault: 'Ended: fault',
    estop: 'Emergency stop',
    lockout: 'Machine out of service',
    'power-loss': 'Ended: power loss',
    silence: 'Ended: no news',
    admin: 'Ended by staff',
    'pass-expired': 'Pass expired',
  },
}

export function displayLine(effect: VerdictEffect, directory: Directory): string {
  const language = effect.member === null ? 'fr' : (directory.members.get(effect.member)?.language ?? 'fr')
  const lines = language === 'en' ? EN : FR
  const { verdict, reason } = effect
  if (verdict === 'granted') return lines.granted
  if (reason === null) return lines.ready
  // `pass-expired` both denies and ends; each reason stands in the table of its verdict.
  return verdict === 'denied' ? lines.denied[reason as DenialReason] : lines.ended[reason as EndReason]
}
