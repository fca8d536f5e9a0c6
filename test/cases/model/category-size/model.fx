data s: category(3), t: category(5)
param v: real[4], W: real[3, 4]
loss v[s] + W[s, t]
