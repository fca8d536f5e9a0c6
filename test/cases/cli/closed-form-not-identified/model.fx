data x: real[2], s: category(3), a: binary, b: binary, y: real
param w: real[2], m: real[3], q0: unit, q1: unit
y ~ normal(dot(w, x) + m[s], 1)
b ~ bernoulli(a ? q1 : q0)
