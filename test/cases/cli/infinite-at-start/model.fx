data x: real, y: real
param m: real
loss log(m*x) - y
