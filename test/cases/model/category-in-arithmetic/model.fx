data s: category(3), x: real
param v: real[3], w: real[3, 3]
a = s + 1
b = exp(s)
c = s == 2 ? 1 : 0
d = [s, s]
loss a + b + c + sum(d) + v[s] * x + sum(w * s) + s'
loss s
