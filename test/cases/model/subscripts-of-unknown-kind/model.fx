data n: count, b: binary, x: real
param v: real[3], k: real
loss v[n] + v[b] + v[x] + v[k] + sum(v[1:k])
