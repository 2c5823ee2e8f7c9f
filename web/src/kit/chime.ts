/** Two soft notes, made in the browser so that no sound file has to be loaded. */

const NOTES_HZ = [659.25, 880];
const NOTE_S = 0.16;
let audio: AudioContext | null = null;

function play(context: AudioContext, frequency: number, start: number): void {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.08, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_S * 2);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + NOTE_S * 2);
}

/** Silent until somebody has clicked somewhere in the page: browsers require that. */
export function chime(): void {
  try {
    audio ??= new AudioContext();
    const context = audio;
    void context.resume().then(() => NOTES_HZ.forEach((note, index) => play(context, note, context.currentTime + index * NOTE_S)));
  } catch {
    // a machine without sound
  }
}
