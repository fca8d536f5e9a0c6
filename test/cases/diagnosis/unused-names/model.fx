# One of each kind that nothing needs; z is used by u alone, and u by nothing.
dim D = 2
dim E = 3
data x: real[D], extra: real, y: real
param w: real[D]
hyper tau: positive = 1
f(a) = a^2
density bell(y, m) = exp(-(y - m)^2)
z = dot(w, x)
u = f(z) + tau
loss (y - dot(w, x))^2
