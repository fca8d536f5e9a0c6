# A density of the user's own, of two parts, with weights.
data  x: real, v: weight
param w: unit, mu1: real, mu2: real, s: positive

bell(x, m, s) = 1/sqrt(2*pi*s^2) * exp(-(x - m)^2/(2*s^2))
density two(x, w, m1, m2, s) = w*bell(x, m1, s) + (1 - w)*bell(x, m2, s)
x ~ two(w, mu1, mu2, s)
