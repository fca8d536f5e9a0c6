data rows: real
param e: real, pi: real
exp(x) = x
density normal(y) = 1
f(e) = e
loss e + pi
rows ~ cauchy(pi, 1)
