/** Greek letters by their names; capitals that look Latin, and Σ and Π, which are operators, are not. */
const greek: ReadonlyMap<string, string> = new Map([
  ['alpha', 'α'],
  ['beta', 'β'],
  ['gamma', 'γ'],
  ['delta', 'δ'],
  ['epsilon', 'ε'],
  ['zeta', 'ζ'],
  ['eta', 'η'],
  ['theta', 'θ'],
  ['iota', 'ι'],
  ['kappa', 'κ'],
  ['lambda', 'λ'],
  ['mu', 'μ'],
  ['nu', 'ν'],
  ['xi', 'ξ'],
  ['pi', 'π'],
  ['rho', 'ρ'],
  ['sigma', 'σ'],
  ['tau', 'τ'],
  ['upsilon', 'υ'],
  ['phi', 'φ'],
  ['chi', 'χ'],
  ['psi', 'ψ'],
  ['omega', 'ω'],
  ['Gamma', 'Γ'],
  ['Delta', 'Δ'],
  ['Theta', 'Θ'],
  ['Lambda', 'Λ'],
  ['Xi', 'Ξ'],
  ['Phi', 'Φ'],
  ['Psi', 'Ψ'],
  ['Omega', 'Ω'],
]);

const zip = (from: string, to: string): ReadonlyMap<string, string> => {
  const images = [...to];
  return new Map([...from].map((letter, k) => [letter, images[k] ?? letter]));
};

/** The letters that Unicode has below and above the line. */
const below = zip('0123456789+-()aehijklmnoprstuvxβρφχ', '₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵨᵩᵪ');
const above = zip('0123456789+−-()in', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁱⁿ');

const translate =
  (table: ReadonlyMap<string, string>) =>
  (text: string): string | undefined => {
    const images = [...text].map((letter) => table.get(letter));
    return images.every((image) => image !== undefined) ? images.join('') : undefined;
  };

/** The text below the line, or above it; undefined where Unicode lacks a letter. */
export const subscript = translate(below);
export const superscript = translate(above);

/** A name as it is written in mathematics: `sigma2` is σ₂, `mu_t` is μₜ, `W1` is W₁. */
export function printName(name: string): string {
  const [, stem = name, digits = ''] = /^(.*?\D)_?(\d+)$/u.exec(name) ?? [];
  const [first = '', ...rest] = stem.split('_');
  const parts = [greek.get(first) ?? first, ...rest.map(printPart)];
  return parts.join('') + (subscript(digits) ?? digits);
}

/** A part after `_`: below the line where it is one letter that Unicode has there. */
function printPart(part: string): string {
  const letter = greek.get(part) ?? part;
  const lowered = [...letter].length === 1 ? subscript(letter) : undefined;
  return lowered ?? `_${letter}`;
}
