/** Letters that LaTeX has commands for. */
const commands: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    upsilon: 'υ',
    phi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
    ell: 'ℓ',
    'mathcal{L}': 'ℒ',
  }).flatMap(([command, letter]) => [
    [letter, `\\${command}`],
    [command, `\\${command}`],
  ]),
);

/** Σ and Π are operators, so that these names are words. */
const words: ReadonlySet<string> = new Set(['Sigma', 'Pi', 'ell', 'mathcal{L}']);

const lowered = '₀₁₂₃₄₅₆₇₈₉';
const digitsOf = (text: string): string =>
  text.replace(/[₀-₉]/gu, (digit) => String([...lowered].indexOf(digit)));

/** The command of a letter that ASCII lacks. */
export const commandOf = (letter: string): string | undefined => commands.get(letter);

const strokes = /[′″]*$/u;

const isWord = (part: string): boolean => {
  const letter = part.replace(strokes, '');
  return [...letter].length > 1 && (words.has(letter) || !commands.has(letter));
};

/** A letter, with its strokes, or a word in one piece. */
function letterOf(part: string): string {
  const letter = part.replace(strokes, '');
  const primes = part.slice(letter.length).replaceAll('″', "''").replaceAll('′', "'");
  return (isWord(letter) ? `\\mathit{${letter}}` : (commands.get(letter) ?? letter)) + primes;
}

/** A name and what stands below it. */
export interface Letters {
  readonly base: string;
  readonly below: readonly string[];
}

/** p̂ and p*. */
const marked = ({ base, below }: Letters, mark: string | undefined): Letters => ({
  base: mark === '*' ? `${base}^{*}` : `\\hat{${base}}`,
  below,
});

/**
 * A name as it is written in mathematics: `sigma2` is σ with a 2 below it, `mu_t` is μ with t, and
 * `petal_length` is one word. What is no name, such as `1, …, n`, stays as it is.
 */
export function lettersOf(name: string): Letters {
  const [, plain, mark] = /^(.*)(\u0302|\*)$/u.exec(name.normalize('NFD')) ?? [];
  if (plain !== undefined) return marked(lettersOf(plain), mark);
  if (/[^\p{L}\p{N}_′″]/u.test(name)) return { base: name.replaceAll('…', '\\dots'), below: [] };
  const [, stem = name, digits = ''] = /^(.*?\D)_?(\d+)$/u.exec(digitsOf(name)) ?? [];
  const [first = '', ...rest] = stem.split('_').filter((part) => part !== '');
  const below = digits === '' ? [] : [digits];
  if (isWord(first) || first === '')
    return { base: `\\mathit{${stem.replaceAll('_', '\\_')}}`, below };
  return { base: letterOf(first), below: [...rest.map(letterOf), ...below] };
}
