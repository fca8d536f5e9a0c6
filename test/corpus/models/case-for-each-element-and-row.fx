param v: real[3]
data x: real
loss log(max(max(v, x))^2 + 1)
