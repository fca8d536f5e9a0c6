# Each name is needed: by a term, an output, a type, the rows or another name in use.
dim D = 2
dim K = D + 1
data x: real[D], n: weight, extra: real, y: real, c: category(K)
param w: real[D], a: real[K]
hyper tau: positive = 1
f(a) = a^2/tau
density bell(y, m) = exp(-(y - m)^2)
z = dot(w, x) + a[c]
y ~ bell(z)
penalty f(w[1]) + sum(w.^2) + sum(a.^2)
output shown = extra
