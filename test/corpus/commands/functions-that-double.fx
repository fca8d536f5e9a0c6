# fluxion build model.fx
param a: real
f1(x) = x*x + x
f2(x) = f1(f1(x))
f3(x) = f2(f2(x))
f4(x) = f3(f3(x))
f5(x) = f4(f4(x))
loss f5(f5(a))
