#!/usr/bin/env node
import '../../../scripts/lika.mjs'
