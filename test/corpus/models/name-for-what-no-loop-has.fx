param s: positive, v: real[3], o: ordered[3]
data y: binary
hyper t: positive = 1.3
d = lbeta((y == 1) or (t > 1) ? s : norm(o) + 0.1, 1/(1 + t/2))
loss softplus(atan(d))
loss lgamma(hypot(cbrt(v[1]), 2))
